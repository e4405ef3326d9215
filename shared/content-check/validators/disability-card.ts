import { isIdCard } from '#shared/content-check/checksums'
import type { Validator } from '#shared/content-check/validator'

/** A citizen's number followed by kind (1–7) and degree (1–4) of disability. */
export const validator: Validator = { name: 'disability-card', accepts: (value) => isIdCard(value.slice(0, 18)) }
