import { Type } from '@sinclair/typebox'
import type { RouteContract } from '#shared/contract/api'
import { answers } from '#platform/http/route'

const contract = {
  method: 'GET',
  path: '/openapi.json',
  right: 'public',
  summary: 'This description of the interface (OpenAPI 3.1)',
  response: Type.Unknown(),
} as const satisfies RouteContract

export const route = answers(contract, async ({ app }) => app.swagger())
