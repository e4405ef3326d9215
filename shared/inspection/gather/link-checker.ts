import type { Day } from '#shared/contract/primitives'
import type { EvidenceKeeper } from '#shared/inspection/evidence/evidence-folder'
import { isWrongCertificate } from '#shared/inspection/fetch/tls-facts'
import type { PageSource } from '#shared/inspection/fetch/page-source'
import type { PageMemory } from '#shared/inspection/known/known-page'
import type { Answers } from '#shared/inspection/run/answers'
import type { Visit } from '#shared/inspection/fetch/visit'
import { isSuccess } from '#shared/inspection/fetch/visit'
import { decodePage, markupOf, titleIn } from '#shared/inspection/page/charset'
import { parsePage } from '#shared/inspection/page/parse-page'
import { isWebPage, withoutBody } from './see-page'
import type { SharedLinks } from './shared-links'
import type { LinkVerdict, VisitRecord } from './site-context'
import { bogusUrl, endsWhereBogusEnds, pageText, saysTheSame, type BogusAnswer, type PageText } from './soft-404'

export interface CheckedLink {
  readonly verdict: LinkVerdict
  readonly visit: VisitRecord | undefined
}

export interface LinkRules {
  /** Hosts a government page must not lead to; a name covers its sub-domains. */
  readonly dangerHosts: readonly string[]
  /** Regular expression over page titles that belong to error pages only. */
  readonly errorTitle: string
}

/** Beyond this many folders a host's answers for made-up addresses are taken as known. */
const foldersPerHost = 12
/** Pages that made-up addresses lead to are big; of so many hosts they are at hand. */
const bogusAtHand = 300
const certain = new Set([404, 410])

export interface LinkSources {
  readonly network: PageSource
  /** Slower, for what has to be looked at again. */
  readonly patient: PageSource
  /** Remembers what made-up addresses answer. */
  readonly madeUp: PageSource
  readonly answers: Answers
  /** For links to others than the sites of this run. */
  readonly shared?: { readonly links: SharedLinks; readonly ownHosts: ReadonlySet<string> } | undefined
  /** Where the proof of faults goes; undefined where nobody asked for it. */
  readonly evidence?: EvidenceKeeper | undefined
  /** Forgets what is not sound, so that it is read and judged anew. */
  readonly memory?: Pick<PageMemory, 'forget'> | undefined
}

/**
 * Judges links, each once a run however many sites carry it. Only what is certain is called dead: 404, 410, unknown
 * name, refused connection, redirect loop. Refusals, overload and silence are `uncertain`, since they may pass or be
 * meant for us.
 */
export class LinkChecker {
  private readonly underWay = new Map<string, Promise<CheckedLink>>()
  private readonly bogus = new Map<string, Promise<BogusAnswer>>()
  private readonly folders = new Map<string, Set<string>>()
  private readonly errorTitle: RegExp

  constructor(
    private readonly sources: LinkSources,
    private readonly rules: LinkRules,
    private readonly today: () => Day,
  ) {
    this.errorTitle = new RegExp(rules.errorTitle, 'i')
  }

  check(url: string): Promise<CheckedLink> {
    return this.once(url, async () => {
      if (this.isDangerous(url)) return { verdict: 'danger', visit: undefined }
      const shared = this.sharedFor(url)
      const known = await shared?.claim(url)
      if (known !== undefined) return known
      const checked = await this.judge(await this.sources.network.probe(url))
      await shared?.keep(url, checked)
      return checked
    })
  }

  /** Judges a page that was read for another reason, and remembers it; its title, where it is known already. */
  judgeVisited(visit: Visit, title?: string): Promise<CheckedLink> {
    return this.once(visit.url, async () =>
      this.isDangerous(visit.url) ? { verdict: 'danger', visit: withoutBody(visit) } : await this.judge(visit, title),
    )
  }

  /** Looks again at what was uncertain, at the lower rate. What fails on our side changes nothing. */
  async recheck(url: string): Promise<void> {
    const { answers, evidence } = this.sources
    const shared = this.sharedFor(url)
    const known = await shared?.rechecked(url)
    if (known !== undefined) return answers.keep(url, known, true)
    const visit = await this.sources.patient.probe(url)
    const checked = visit.outcome === 'given-up' ? undefined : await this.judge(visit)
    if (checked === undefined || checked.verdict === 'failed-here') return answers.settle(url)
    const before = answers.get(url)?.visit?.record
    answers.keep(url, checked, true)
    await shared?.keep(url, checked, true)
    if (before !== undefined && before !== checked.visit?.record) evidence?.drop(before)
  }

  private sharedFor(url: string): SharedLinks | undefined {
    const { shared } = this.sources
    return shared?.ownHosts.has(new URL(url).host) ? undefined : shared?.links
  }

  private once(url: string, look: () => Promise<CheckedLink>): Promise<CheckedLink> {
    const known = this.underWay.get(url)
    if (known !== undefined) return known
    const stored = this.sources.answers.get(url)
    if (stored !== undefined) return Promise.resolve(stored)
    const looking = look()
      .then((checked) => {
        this.sources.answers.keep(url, checked)
        return checked
      })
      .finally(() => this.underWay.delete(url))
    this.underWay.set(url, looking)
    return looking
  }

  private async judge(visit: Visit, title?: string): Promise<CheckedLink> {
    const verdict = (await this.isOurs(visit))
      ? 'failed-here'
      : isSuccess(visit)
        ? securedVerdict(visit, await this.judgePage(visit, title))
        : verdictOf(visit)
    if (verdict !== 'ok') this.sources.memory?.forget(visit.finalUrl)
    return { verdict, visit: this.kept(visit, verdict) }
  }

  /** The body of a sound page has done its duty; that of a faulty one is the proof. */
  private kept(visit: Visit, verdict: LinkVerdict): VisitRecord {
    const { evidence } = this.sources
    const isFault = verdict !== 'ok' && verdict !== 'failed-here'
    return { ...withoutBody(visit), ...(isFault && evidence ? { record: evidence.keep(visit) } : {}) }
  }

  private async isOurs(visit: Visit): Promise<boolean> {
    return this.sources.network.isMisdirected(visit) || (await this.sources.network.mayBeOurFault(visit))
  }

  private async judgePage(visit: Visit, title: string | undefined): Promise<LinkVerdict> {
    if (this.isDangerous(visit.finalUrl)) return 'danger'
    if (new URL(visit.url).pathname === '/' || visit.body === undefined || !isWebPage(visit)) return 'ok'
    const { body, contentType } = visit
    if (this.errorTitle.test(title ?? titleIn(markupOf(body, contentType)))) return 'soft-404'
    const bogus = await this.bogusAnswer(visit.url)
    if (bogus.isHonest || visit.url === bogus.visit.finalUrl) return 'ok'
    if (endsWhereBogusEnds(visit, bogus.visit)) return 'soft-404'
    return saysTheSame(this.textOf(visit, body), bogus.text) ? 'soft-404' : 'ok'
  }

  private bogusAnswer(url: string): Promise<BogusAnswer> {
    const made = this.limited(bogusUrl(url))
    const known = this.bogus.get(made)
    if (known !== undefined) return known
    const answer = this.sources.madeUp.probe(made, true).then((visit) => this.readBogus(visit))
    const [oldest] = this.bogus.keys()
    if (oldest !== undefined && this.bogus.size >= bogusAtHand) this.bogus.delete(oldest)
    this.bogus.set(made, answer)
    return answer
  }

  /** Keeps the number of made-up addresses asked of one host small. */
  private limited(made: string): string {
    const { origin } = new URL(made)
    const folders = this.folders.get(origin) ?? new Set()
    this.folders.set(origin, folders)
    if (!folders.has(made) && folders.size >= foldersPerHost) return bogusUrl(origin)
    folders.add(made)
    return made
  }

  private readBogus(visit: Visit): BogusAnswer {
    if (!isWebPage(visit) || visit.body === undefined) return { isHonest: true }
    return { isHonest: false, visit: withoutBody(visit), text: this.textOf(visit, visit.body) }
  }

  private textOf(visit: Visit, body: Uint8Array): PageText {
    const { text } = decodePage(body, visit.contentType)
    return pageText(parsePage(text, visit.finalUrl, this.today()), visit.url, text)
  }

  private isDangerous(url: string): boolean {
    const { hostname } = new URL(url)
    return this.rules.dangerHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  }
}

/** A sound page behind a certificate that browsers warn of. */
function securedVerdict({ tls }: Visit, verdict: LinkVerdict): LinkVerdict {
  if (tls?.fault === undefined || verdict !== 'ok') return verdict
  return isWrongCertificate(tls.fault) ? 'danger' : 'uncertain'
}

/** Verdict over an answer that is no success. */
export function verdictOf(visit: VisitRecord): LinkVerdict {
  if (visit.outcome === 'certificate') return isWrongCertificate(visit.reason ?? '') ? 'danger' : 'uncertain'
  if (['unknown-host', 'refused', 'redirect-loop'].includes(visit.outcome)) return 'dead'
  return visit.outcome === 'answered' && certain.has(visit.status ?? 0) ? 'dead' : 'uncertain'
}
