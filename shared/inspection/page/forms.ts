import type { FormField, PageForm } from './page'

const fieldElements = new Set(['input', 'textarea', 'select'])
/** Buttons that were not pressed send nothing. */
const unsent = new Set(['button', 'reset', 'image', 'file'])

/** Collects the forms of a page streaming by. A field belongs to the form begun last, closed or not. */
export class FormCollector {
  private readonly found: (Omit<PageForm, 'fields'> & { readonly fields: FormField[] })[] = []

  get forms(): readonly PageForm[] {
    return this.found
  }

  open(element: string, attributes: Readonly<Record<string, string>>, absolute: (target: string) => string): void {
    if (element === 'form') {
      const method = attributes['method']?.toLowerCase() === 'post' ? 'post' : 'get'
      this.found.push({ action: absolute(attributes['action'] ?? ''), method, fields: [] })
    }
    const name = attributes['name']
    if (!fieldElements.has(element) || name === undefined) return
    const type = element === 'input' ? (attributes['type'] ?? 'text').toLowerCase() : element
    if (!unsent.has(type)) this.found.at(-1)?.fields.push({ name, type, value: attributes['value'] ?? '' })
  }
}
