import type { PageForm } from './page'

const fieldElements = new Set(['input', 'textarea', 'select'])

/** Collects the forms of a page streaming by. A field belongs to the form begun last, closed or not. */
export class FormCollector {
  private readonly found: (Omit<PageForm, 'fields'> & { readonly fields: string[] })[] = []

  get forms(): readonly PageForm[] {
    return this.found
  }

  open(element: string, attributes: Readonly<Record<string, string>>, absolute: (target: string) => string): void {
    if (element === 'form') {
      const method = attributes['method']?.toLowerCase() === 'post' ? 'post' : 'get'
      this.found.push({ action: absolute(attributes['action'] ?? ''), method, fields: [] })
    }
    const field = attributes['name']
    if (fieldElements.has(element) && field !== undefined) this.found.at(-1)?.fields.push(field)
  }
}
