import type { Article, Revision } from '#shared/contract/article'
import type { ReviewStage, ReviewTask } from '#shared/contract/review-task'
import { stateOf } from '#shared/domain/article-states'
import { addWorkingDays, dayOf } from '#shared/domain/calendar'
import { judgedContent } from '#shared/domain/revision-hash'
import { sm3OfValue } from '#shared/signing/sm3'
import { chance, roundRobin } from './chance'
import { demoColumns, type DemoColumn } from './columns'
import { demoId, instant } from './demo-id'
import { edited } from './edits'
import type { LibraryEntry } from './library'
import { authorOf, operatorId, type DemoLogin } from './operators'
import { timeBefore, type DemoSetting } from './setting'
import type { DemoSite } from './sites'
import { slipOf } from './slips'
import { articleTitle, docNumber } from './titles'

/** An article under review with its two texts and its stages so far, the last one waiting. */
export interface DemoReview {
  readonly article: Article
  readonly revisions: readonly Revision[]
  readonly tasks: readonly ReviewTask[]
}

const articlesAtScaleOne = 500
const fewest = 40
const stages: readonly ReviewStage[] = ['first', 'second', 'final', 'secrecy']
/** How many of a hundred articles wait at each stage. */
const shares = [40, 26, 22, 12] as const
const reviewers: Readonly<Record<ReviewStage, DemoLogin>> = {
  first: 'zhouwenbo',
  second: 'hejinglan',
  final: 'luchengyi',
  secrecy: 'tangmingde',
}
const longestText = 3500
const hour = 3_600_000

const stageFor = (number: number): ReviewStage => {
  const lot = (number * 37) % 100
  const index = shares.findIndex((_, at) => lot < shares.slice(0, at + 1).reduce((sum, share) => sum + share, 0))
  return stages[index] ?? 'first'
}

/** Columns an article of that stage may stand in: only documents go on to 保密审查. */
const columnFor = (columns: readonly DemoColumn[], stage: ReviewStage, number: number): DemoColumn => {
  const types =
    stage === 'secrecy' ? ['zcwj', 'gfxwj', 'zfwj', 'bgwj', 'bmwj'] : ['gzyw', 'tzgg', 'zcwj', 'wzjd', 'bmdt', 'gsgs']
  return roundRobin(
    columns.filter(({ outline }) => types.includes(outline.slug)),
    chance('review column', number),
  )
}

function textOf(entry: LibraryEntry, site: DemoSite, number: number): string {
  const lead = `各有关单位：\n\n为贯彻落实《${entry.title}》，结合工作实际，现就有关事项通知如下。`
  const paragraphs = entry.whole.body.slice(0, longestText).split('\n\n').slice(0, -1)
  const slip = slipOf(number)
  const end = [...(slip === null ? [] : [slip]), site.unit.name]
  return [lead, ...paragraphs.slice(0, 14), ...end].join('\n\n')
}

interface Draft {
  readonly site: DemoSite
  readonly articleId: string
  readonly madeBy: string
  readonly number: number
}

function revisionOf(
  { site, articleId, madeBy, number }: Draft,
  order: 1 | 2,
  title: string,
  body: string,
  at: number,
): Revision {
  const content = { title, body, attachments: [] }
  return {
    id: demoId('revision', number * 2 + order, at),
    version: 1,
    siteId: site.site.id,
    articleId,
    number: order,
    ...content,
    hash: sm3OfValue(judgedContent(content)),
    madeBy,
    madeAt: instant(at),
  }
}

/** The stages up to the one that waits; each was passed some hours after it began. */
function tasksOf(revision: Revision, stage: ReviewStage, number: number, submitted: number): ReviewTask[] {
  const passed = stages.indexOf(stage)
  const priority = number % 7 === 3 ? 'high' : 'normal'
  const pace = (3 * hour) / (passed + 1)
  return stages.slice(0, passed + 1).map((step, index): ReviewTask => {
    const begun = submitted + index * pace
    const decided = index < passed
    const workingDays = priority === 'high' ? 1 : 2
    return {
      id: demoId('task', number * stages.length + index, begun),
      version: 1,
      siteId: revision.siteId,
      articleId: revision.articleId,
      revisionId: revision.id,
      title: revision.title,
      stage: step,
      state: decided ? 'approved' : 'waiting',
      priority,
      submittedAt: instant(begun),
      dueAt: `${addWorkingDays(dayOf(begun), workingDays)}T10:00:00.000Z`,
      decidedBy: decided ? operatorId(reviewers[step]) : null,
      decidedAt: decided ? instant(begun + pace / 2) : null,
      seen: decided ? revision.hash : null,
      comment: decided && number % 3 === 0 ? '内容准确，同意' : null,
    }
  })
}

function reviewOf(site: DemoSite, entry: LibraryEntry, number: number, setting: DemoSetting): DemoReview {
  const stage = stageFor(number)
  const column = columnFor(demoColumns(site, setting), stage, number)
  const submitted = timeBefore(setting, chance('submitted', number) % 6, 9, chance('minute', number) % 300) - 4 * hour
  const articleId = demoId('article under review', number, submitted - 20 * hour)
  const draft = { site, articleId, madeBy: authorOf(site), number }
  const title = articleTitle(column.outline.type, entry.title, site.unit.name, number)
  const { before, after } = edited(textOf(entry, site, number), number)
  const first = revisionOf(draft, 1, number % 4 === 0 ? `${title}（送审稿）` : title, before, submitted - 20 * hour)
  const current = revisionOf(draft, 2, title, after, submitted)
  const tasks = tasksOf(current, stage, number, submitted)
  const article: Article = {
    id: articleId,
    version: 1,
    siteId: site.site.id,
    columnId: column.id,
    title,
    docNumber: column.outline.type === 'policy' ? docNumber(site.sign, dayOf(submitted).slice(0, 4), number) : null,
    source: site.unit.name,
    authorId: draft.madeBy,
    disclosure: 'active',
    state: stateOf[stage],
    revisionId: current.id,
    publishedHash: null,
    publishedAt: null,
    attachments: [],
    changedAt: tasks.at(-1)?.submittedAt ?? instant(submitted),
  }
  return { article, revisions: [first, current], tasks }
}

/** The articles that wait in review, spread over sites and stages. Every fifth belongs to the capital, so that its own editor has some. */
export function demoReviews(
  sites: readonly DemoSite[],
  library: readonly LibraryEntry[],
  setting: DemoSetting,
): DemoReview[] {
  const count = Math.max(fewest, Math.round(articlesAtScaleOne * setting.scale))
  const capital = sites.filter(({ site }) => site.regionCode.startsWith('6801'))
  return Array.from({ length: count }, (_, number) => {
    const site = roundRobin(number % 5 === 0 ? capital : sites, chance('review site', number))
    return reviewOf(site, roundRobin(library, chance('review text', number)), number, setting)
  })
}
