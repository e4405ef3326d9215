const loading: Readonly<Record<string, string>> = {
  script: 'src',
  iframe: 'src',
  img: 'src',
  link: 'href',
  embed: 'src',
}
/** Relations of a `link` element that make a browser load its target. */
const loadedRelation = /stylesheet|icon|preload/i
const most = 200

/** Collects what a page makes a browser load: scripts, and on an encrypted page whatever comes unencrypted. */
export class PartCollector {
  readonly scripts: string[] = []
  hasScript = false
  readonly insecure: string[] = []
  private readonly isEncrypted: boolean

  constructor(url: string) {
    this.isEncrypted = url.startsWith('https:')
  }

  open(
    element: string,
    attributes: Readonly<Record<string, string>>,
    absolute: (target: string) => string | undefined,
  ): void {
    if (element === 'script') this.hasScript = true
    const attribute = loading[element]
    if (attribute === undefined || (element !== 'script' && !this.isEncrypted)) return
    const target = attributes[attribute]
    if (target === undefined || (element === 'link' && !loadedRelation.test(attributes['rel'] ?? ''))) return
    const url = absolute(target)
    if (url === undefined) return
    if (element === 'script' && this.scripts.length < most) this.scripts.push(url)
    if (this.isEncrypted && url.startsWith('http:') && this.insecure.length < most) this.insecure.push(url)
  }
}
