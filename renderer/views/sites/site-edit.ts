import { isAppError } from '#shared/contract/app-error'
import type { Site, SiteRegistry } from '#shared/contract/site'
import { assertFilingNumbers } from '#shared/domain/filing-numbers'

/** Registry data as a form holds it: nothing is an empty text. */
export type RegistryForm = Record<keyof SiteRegistry, string>

export const registryOf = (site: Site): RegistryForm => ({
  name: site.name,
  responsible: site.responsible,
  keeper: site.keeper,
  phone: site.phone,
  icp: site.icp ?? '',
  policeFiling: site.policeFiling ?? '',
})

const stored = (key: keyof SiteRegistry, text: string): string | null =>
  (key === 'icp' || key === 'policeFiling') && text.trim() === '' ? null : text.trim()

/** The fields whose value in the form differs from the site's, as `site.edit` takes them. */
export function changesOf(site: Site, form: RegistryForm): Partial<SiteRegistry> {
  const keys = Object.keys(form) as (keyof SiteRegistry)[]
  return Object.fromEntries(
    keys.filter((key) => stored(key, form[key]) !== site[key]).map((key) => [key, stored(key, form[key])]),
  )
}

/** What is wrong with a field: `short`, or the rule's own words; undefined where nothing is. */
export function faultOf(key: keyof SiteRegistry, text: string): string | undefined {
  if (['name', 'responsible', 'keeper'].includes(key) && text.trim().length < 2) return 'short'
  try {
    assertFilingNumbers({ [key]: text.trim() })
    return undefined
  } catch (error) {
    return isAppError(error) ? error.message : undefined
  }
}
