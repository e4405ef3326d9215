import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { Attachment } from './article'
import { KeptAvailability } from './availability'
import { kindNames, type EntityKind } from './entity'
import { CheckSubject, ObservedHit } from './hit'
import { OfflineRule, OfflineState } from './offline'
import { MorningDay } from './morning'
import { Operator } from './operator'
import { FreshnessPicture, HealthPicture, PictureDays, TrendDay } from './pictures'
import { Day, Id, Instant, Nullable, OneOf, Reason, Sm3 } from './primitives'
import { Period, PeriodLength, Report, ReportFormat } from './report'
import { SealedDocument } from './sealed-document'

/** What a window may ask of core: name → input and output. `Handlers<typeof deskCalls>` is the type of the real service, the window's `api` and a test's fake. */
export interface CallContract {
  readonly input: TSchema
  readonly output: TSchema
}
export type CallContracts = Readonly<Record<string, CallContract>>
export type Input<C extends CallContract> = Static<C['input']>
export type Output<C extends CallContract> = Static<C['output']>
export type Handlers<C extends CallContracts> = {
  readonly [K in keyof C]: (input: Input<C[K]>) => Output<C[K]> | Promise<Output<C[K]>>
}

const Kind = OneOf(...(kindNames as readonly EntityKind[]))
/** A signature of a day. `confirmed` is false while the platform doesn't have it 待确认. */
const SignedEntry = Type.Object({
  signOffId: Id,
  confirmed: Type.Boolean(),
  signer: Type.String(),
  signedAt: Instant,
  seal: Sm3,
  /** Null for the log itself. */
  correction: Nullable(Type.Object({ reason: Type.String(), text: Type.String() })),
})
export type SignedEntry = Static<typeof SignedEntry>

const closed = { additionalProperties: false } as const
const Nothing = Type.Object({}, closed)
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])

/** Restricts a list by one field: equal to one of the values, or within a range (bounds included, strings compare as text). */
export const FieldFilter = Type.Union([
  Type.Object({ in: Type.Array(Scalar, { maxItems: 2000 }) }, closed),
  Type.Object({ from: Type.Optional(Scalar), to: Type.Optional(Scalar) }, closed),
])
export type FieldFilter = Static<typeof FieldFilter>

/** Which rows of a kind: filters by indexed fields and a text as typed (Chinese from two characters on). */
export const Selection = Type.Object(
  { kind: Kind, where: Type.Record(Type.String(), FieldFilter), search: Type.String({ maxLength: 100 }) },
  closed,
)
export type Selection = Static<typeof Selection>

const Unsent = Type.Object({
  id: Id,
  type: Type.String(),
  args: Type.Unknown(),
  madeAt: Instant,
  /** `adjusted`: applied, but otherwise than it was asked for; listed until the operator has noted it. */
  state: OneOf('waiting', 'parked', 'adjusted'),
  /** Entities it would change, as kind:id. */
  subjects: Type.Array(Type.String()),
  siteId: Nullable(Id),
  batchId: Nullable(Id),
  /** Why it is parked: the platform's refusal, both sides of a conflict, or the parked command it depends on. */
  refusal: Nullable(
    Type.Object({
      result: OneOf('rejected', 'conflict', 'depends'),
      code: Type.String(),
      message: Type.String(),
      mine: Type.Array(Type.Unknown()),
      theirs: Type.Array(Type.Unknown()),
      dependsOn: Nullable(Id),
    }),
  ),
  /** What the platform made otherwise, in words, with both sides. */
  adjustment: Nullable(
    Type.Object({ message: Type.String(), mine: Type.Array(Type.Unknown()), theirs: Type.Array(Type.Unknown()) }),
  ),
})
export type Unsent = Static<typeof Unsent>

/** How the platform's schema stands to the console's. An older one is sent nothing until it is upgraded. */
export const PlatformBuild = OneOf('same', 'newer', 'older')
export type PlatformBuild = Static<typeof PlatformBuild>

/** The one status line: where the console stands with the platform. Pushed as event `sync`. */
export const SyncStatus = Type.Object({
  state: OneOf('signed-out', 'first-sync', 'online', 'offline', 'sign-in-again', 'too-old'),
  /** Platform time up to which everything is here; null before the first sync. */
  syncedTo: Nullable(Instant),
  waiting: Type.Integer(),
  parked: Type.Integer(),
  /** Applied otherwise than asked for, and not yet noted by the operator. */
  adjusted: Type.Integer(),
  /** Rows received and expected while the first sync runs. */
  progress: Nullable(Type.Object({ received: Type.Integer(), expected: Type.Integer() })),
  /** When the platform last came back from a backup, by its own time, and how many commands it had lost and was sent again. */
  restored: Nullable(Type.Object({ at: Instant, resent: Type.Integer() })),
  /** Last reason for not being online, in words for the operator. */
  problem: Nullable(Type.String()),
  platformBuild: PlatformBuild,
  /** Platform time minus workstation time. */
  clockOffsetMs: Type.Integer(),
})
export type SyncStatus = Static<typeof SyncStatus>

/** Pushed as event `changed` after rows of these kinds changed locally. */
export const Changed = Type.Object({ kinds: Type.Array(Kind) })
export type Changed = Static<typeof Changed>

/** Rows as a command given here has just made them, ahead of `changed`: what shows them need not ask first. Event `rows`. */
export interface MadeRows {
  readonly rows: readonly { readonly kind: EntityKind; readonly row: { readonly id: string } }[]
}

const SiteProgress = Type.Object({
  siteId: Id,
  state: OneOf('waiting', 'running', 'done', 'unreachable', 'failed-here', 'cancelled'),
  pages: Type.Integer(),
  links: Type.Integer(),
  findings: Type.Integer(),
})
/** Pushed as event `inspection` while a run goes on. */
export const InspectionProgress = Type.Object({
  runId: Nullable(Id),
  state: OneOf('idle', 'running', 'cancelling'),
  done: Type.Integer(),
  total: Type.Integer(),
  /** Milliseconds that the rest will probably take; null while nothing is known. */
  etaMs: Nullable(Type.Integer()),
  sites: Type.Array(SiteProgress),
  problem: Nullable(Type.String()),
})
export type InspectionProgress = Static<typeof InspectionProgress>

const CheckedSubject = Type.Object({
  subject: CheckSubject,
  hits: Type.Array(ObservedHit),
  unreadable: Nullable(Type.String()),
})
/** Pushed as event `check` while a check goes on. */
export const CheckProgress = Type.Object({
  state: OneOf('idle', 'running', 'cancelling'),
  done: Type.Integer(),
  total: Type.Integer(),
  hits: Type.Integer(),
  unreadable: Type.Integer(),
})
export type CheckProgress = Static<typeof CheckProgress>

const SiteBrief = Type.Object({ name: Type.String(), code: Type.String(), regionCode: Type.String() })
const Count = Type.Object({ value: Scalar, count: Type.Integer() })

const pin = { kind: OneOf('article', 'site'), id: Id }

export const deskCalls = {
  // session
  'session.state': {
    input: Nothing,
    output: Type.Object({
      operator: Nullable(Operator),
      platform: Type.String(),
      /** Operators with a store on this workstation, who can sign in offline. */
      known: Type.Array(Type.Object({ login: Type.String(), name: Type.String(), platform: Type.String() })),
      /** How the local key is kept: by the system's key ring and the password, or by the password alone. */
      keyProtection: OneOf('system', 'password'),
    }),
  },
  'session.signIn': {
    input: Type.Object(
      {
        platform: Type.String({ maxLength: 300, pattern: '^https?://' }),
        login: Type.String({ minLength: 1, maxLength: 60 }),
        password: Type.String({ minLength: 1, maxLength: 200 }),
        /** The password before it was changed elsewhere, to unlock the local store once more. */
        formerPassword: Type.Optional(Type.String({ maxLength: 200 })),
      },
      closed,
    ),
    output: Type.Object({ operator: Operator, online: Type.Boolean() }),
  },
  /**
   * Moves a damaged local store aside, with what is unsent in it, so that the next sign-in builds a new one. Refuses with
   * `rule` unless the last sign-in with that account failed with `damaged: true` in the error's detail.
   */
  'session.setAsideStore': {
    input: Type.Object(
      {
        platform: Type.String({ maxLength: 300, pattern: '^https?://' }),
        login: Type.String({ minLength: 1, maxLength: 60 }),
      },
      closed,
    ),
    /** Folder that the damaged store lies in from now on. */
    output: Type.Object({ folder: Type.String() }),
  },
  /** Refuses with `rule` while an inspection runs or commands are unsent, unless told to leave them for the next sign-in. */
  'session.signOut': { input: Type.Object({ leaveUnsent: Type.Boolean() }, closed), output: Nothing },

  // synchronisation
  'sync.status': { input: Nothing, output: SyncStatus },
  'sync.now': { input: Nothing, output: SyncStatus },
  'outbox.list': { input: Nothing, output: Type.Array(Unsent) },
  'outbox.retry': { input: Type.Object({ id: Id }, closed), output: Nothing },
  /** The operator has seen how the platform adjusted a command. */
  'outbox.note': { input: Type.Object({ id: Id }, closed), output: Nothing },
  'outbox.discard': {
    input: Type.Object({ id: Id, reason: Type.String({ minLength: 2, maxLength: 500 }) }, closed),
    output: Nothing,
  },

  // rows
  'rows.list': {
    input: Type.Object(
      {
        ...Selection.properties,
        sort: Type.Optional(Type.Object({ by: Type.String(), descending: Type.Boolean() }, closed)),
        offset: Type.Integer({ minimum: 0 }),
        limit: Type.Integer({ minimum: 1, maximum: 500 }),
      },
      closed,
    ),
    /** `sites` names the sites that the rows belong to. */
    output: Type.Object({
      total: Type.Integer(),
      rows: Type.Array(Type.Unknown()),
      sites: Type.Record(Type.String(), SiteBrief),
    }),
  },
  'rows.get': { input: Type.Object({ kind: Kind, id: Id }, closed), output: Type.Unknown() },
  /** Freezes a selection: the ids of all rows that match now. */
  'rows.ids': { input: Selection, output: Type.Array(Id) },
  'rows.many': {
    input: Type.Object({ kind: Kind, ids: Type.Array(Id, { maxItems: 500 }) }, closed),
    output: Type.Array(Type.Unknown()),
  },
  /** How many rows match, by value of one indexed field. */
  'rows.counts': {
    input: Type.Object({ ...Selection.properties, by: Type.String() }, closed),
    output: Type.Array(Count),
  },

  // commands
  /** Applies locally at once and queues for the platform; refuses what rule or right forbids. */
  'commands.submit': {
    input: Type.Object({ type: Type.String(), args: Type.Record(Type.String(), Type.Unknown()) }, closed),
    output: Type.Object({ id: Id }),
  },
  /** A submitted command taken back by its inverse; refuses where there is none or the subject moved on. */
  'commands.undo': { input: Type.Object({ id: Id }, closed), output: Type.Object({ id: Id }) },
  /** What a command would change, item by item, without doing it. */
  'batch.preview': {
    input: Type.Object(
      { type: Type.String(), items: Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 20_000 }) },
      closed,
    ),
    output: Type.Array(
      Type.Object({
        subject: Type.String(),
        label: Type.String(),
        siteId: Nullable(Id),
        changes: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
        /** Why the item would be skipped; null where it would change. */
        refusal: Nullable(Type.String()),
      }),
    ),
  },
  /** Submits one command an item; one refusal never stops the rest. Progress comes as event `batch`. */
  'batch.run': {
    input: Type.Object(
      {
        batchId: Id,
        type: Type.String(),
        items: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 20_000 }),
      },
      closed,
    ),
    output: Nothing,
  },
  'batch.cancel': { input: Type.Object({ batchId: Id }, closed), output: Nothing },
  'batch.undo': { input: Type.Object({ batchId: Id, undoBatchId: Id }, closed), output: Nothing },
  'batch.result': {
    input: Type.Object({ batchId: Id }, closed),
    output: Type.Object({
      running: Type.Boolean(),
      items: Type.Array(
        Type.Object({
          subject: Type.String(),
          label: Type.String(),
          commandId: Nullable(Id),
          state: OneOf('waiting', 'unsent', 'applied', 'unchanged', 'refused', 'cancelled', 'undone'),
          message: Nullable(Type.String()),
        }),
      ),
    }),
  },
  'batch.list': {
    input: Nothing,
    output: Type.Array(
      Type.Object({
        batchId: Id,
        type: Type.String(),
        startedAt: Instant,
        total: Type.Integer(),
        applied: Type.Integer(),
        refused: Type.Integer(),
      }),
    ),
  },

  // what changed since the last look
  /** Findings of a day that are new, back or gone against the last whole look at their sites, grouped by cause; those that are still there only where asked for. */
  'morning.day': {
    input: Type.Object({ day: Day, still: Type.Boolean() }, closed),
    output: MorningDay,
  },
  /** How many findings of each indicator people confirmed or judged false alarms, from that day on. */
  'morning.precision': {
    input: Type.Object({ since: Day }, closed),
    output: Type.Array(
      Type.Object({ indicator: Type.String(), confirmed: Type.Integer(), falseAlarms: Type.Integer() }),
    ),
  },
  /** Every site on each of these days. */
  'pictures.health': { input: Type.Object({ until: Day, days: PictureDays }, closed), output: HealthPicture },
  /** The column of each type that is furthest behind its cycle, for every site. */
  'pictures.freshness': { input: Nothing, output: FreshnessPicture },
  /** What changed on each of these days. */
  'pictures.trend': { input: Type.Object({ until: Day, days: PictureDays }, closed), output: Type.Array(TrendDay) },

  // availability
  /** What is kept here of a site's availability, online or not. */
  'availability.site': { input: Type.Object({ siteId: Id }, closed), output: KeptAvailability },
  /** Asks the platform about a site unless it was asked in the last ten minutes; false where nothing was asked. */
  'availability.refresh': {
    input: Type.Object({ siteId: Id }, closed),
    output: Type.Object({ asked: Type.Boolean() }),
  },

  // overview
  'overview.figures': {
    input: Nothing,
    output: Type.Object({
      sites: Type.Array(Count),
      waitingReviews: Type.Array(Count),
      overdueReviews: Type.Integer(),
      openFindings: Type.Array(Count),
      ordersOpen: Type.Integer(),
      ordersOverdue: Type.Integer(),
      staleColumns: Type.Integer(),
      emptyColumns: Type.Integer(),
      columns: Type.Integer(),
      openHits: Type.Array(Count),
      today: Type.Object({
        day: Day,
        state: OneOf('planned', 'running', 'reviewed', 'signed'),
        inspectedSites: Type.Integer(),
        findings: Type.Integer(),
      }),
      /** Of the last 14 inspected days: findings and share of sites reached. */
      days: Type.Array(
        Type.Object({
          day: Day,
          findings: Type.Integer(),
          sites: Type.Integer(),
          unreachable: Type.Integer(),
          signed: Type.Boolean(),
        }),
      ),
      /** Health of each site on each of these days: 0 clean, 1 hints, 2 deductions, 3 veto, null not inspected. Worst 40 sites. */
      health: Type.Array(
        Type.Object({ siteId: Id, name: Type.String(), levels: Type.Array(Nullable(Type.Integer())) }),
      ),
      /** Columns by days since their last update, per type. */
      freshness: Type.Array(Type.Object({ type: Type.String(), buckets: Type.Array(Type.Integer()) })),
    }),
  },

  // texts
  /** The published text of an article: from the local store, else from the platform. */
  'articles.text': {
    input: Type.Object({ articleId: Id }, closed),
    output: Type.Object({ title: Type.String(), body: Type.String(), hash: Sm3, attachments: Type.Array(Attachment) }),
  },

  // what is kept here
  'offline.state': { input: Nothing, output: OfflineState },
  'offline.setRule': { input: OfflineRule, output: OfflineState },
  /** Stops fetching texts in the background, or goes on where it stopped. */
  'offline.pause': { input: Type.Object({ paused: Type.Boolean() }, closed), output: OfflineState },
  'pins.has': { input: Type.Object(pin, closed), output: Type.Object({ pinned: Type.Boolean() }) },
  /** A pinned article's text, or those of a pinned site, are kept here whatever the rule says. */
  'pins.set': { input: Type.Object({ ...pin, pinned: Type.Boolean() }, closed), output: Nothing },

  // inspection
  'inspection.start': {
    input: Type.Object({ planId: Id, siteIds: Type.Array(Id, { minItems: 1, maxItems: 20_000 }) }, closed),
    output: Type.Object({ runId: Id }),
  },
  'inspection.cancel': { input: Nothing, output: Nothing },
  'inspection.progress': { input: Nothing, output: InspectionProgress },
  /** Looks again, from this workstation, at what a reported order is about and hands in what was seen; one at a time. */
  'orders.reinspect': { input: Type.Object({ orderId: Id }, closed), output: Type.Object({ id: Id }) },
  'orders.cancelReinspection': { input: Nothing, output: Nothing },
  /** Writes one order as an official notice where the operator says; null when the dialog was left. */
  'orders.export': {
    input: Type.Object({ orderId: Id, format: ReportFormat }, closed),
    output: Type.Object({ path: Nullable(Type.String()) }),
  },
  /** The canonical log of a day as it would be signed now, and its digest. */
  'log.preview': {
    input: Type.Object({ day: Day }, closed),
    output: Type.Object({
      parts: Type.Record(Type.String(), Type.Unknown()),
      hash: Sm3,
      previousDay: Nullable(Day),
      /** Why it can't be signed now; null where it can. */
      refusal: Nullable(Type.String()),
      /** Platform time the data is complete up to, and whether anything is unsent. */
      syncedTo: Nullable(Instant),
      certain: Type.Boolean(),
    }),
  },
  'log.sign': {
    input: Type.Object({ day: Day, seen: Sm3 }, closed),
    output: Type.Object({ signOffId: Id, document: SealedDocument }),
  },
  /** Signs a correction of a signed log: an entry of its own at the end of the chain. */
  'log.correct': {
    input: Type.Object(
      { correctsId: Id, reason: Reason, text: Type.String({ minLength: 2, maxLength: 4000 }) },
      closed,
    ),
    output: Type.Object({ signOffId: Id, document: SealedDocument }),
  },
  /** What was signed of a day: its log, then its corrections, in the order of signing. */
  'log.signed': { input: Type.Object({ day: Day }, closed), output: Type.Array(SignedEntry) },
  /** Writes the signed log where the operator says; null when the dialog was cancelled. */
  'log.export': {
    input: Type.Object({ signOffId: Id, format: OneOf('json', 'docx', 'pdf', 'xlsx') }, closed),
    output: Type.Object({ path: Nullable(Type.String()) }),
  },
  // reports
  /** The reports that can be made here, in the order of the menu. */
  'reports.kinds': {
    input: Nothing,
    output: Type.Array(
      Type.Object({ name: Type.String(), title: Type.String(), about: Type.String(), length: PeriodLength }),
    ),
  },
  /** A report as it stands now, of the period that the day lies in. */
  'reports.preview': {
    input: Type.Object({ kind: Type.String({ maxLength: 40 }), day: Day }, closed),
    output: Type.Object({ report: Report, period: Period, syncedTo: Nullable(Instant) }),
  },
  /** Writes it where the operator says; null when the dialog was left. */
  'reports.export': {
    input: Type.Object({ kind: Type.String({ maxLength: 40 }), day: Day, format: ReportFormat }, closed),
    output: Type.Object({ path: Nullable(Type.String()) }),
  },
  /** Shows a file that was exported since the sign-in in the system's file manager. */
  'exports.reveal': { input: Type.Object({ path: Type.String() }, closed), output: Type.Object({}) },

  // check
  /** Opens the file dialog; folders are walked. */
  'check.pickFiles': { input: Type.Object({ folders: Type.Boolean() }, closed), output: Type.Array(Type.String()) },
  'check.start': {
    input: Type.Object(
      { articleIds: Type.Array(Id, { maxItems: 20_000 }), paths: Type.Array(Type.String(), { maxItems: 20_000 }) },
      closed,
    ),
    output: Nothing,
  },
  'check.cancel': { input: Nothing, output: Nothing },
  'check.progress': { input: Nothing, output: CheckProgress },
  /** Subjects of the last check, those with hits first. */
  'check.results': { input: Nothing, output: Type.Array(CheckedSubject) },
} as const satisfies CallContracts

export type DeskCalls = typeof deskCalls
export type Desk = Handlers<DeskCalls>

/** Events core pushes to a window, by topic. */
export interface DeskEvents {
  /** Somebody signed in or out, in this window or another one. */
  readonly session: Record<string, never>
  readonly sync: SyncStatus
  readonly changed: Changed
  readonly rows: MadeRows
  readonly inspection: InspectionProgress
  readonly check: CheckProgress
  /** Texts came or went, or the rule for them changed: ask `offline.state`. */
  readonly texts: Record<string, never>
  /** Something was pinned or no longer is. */
  readonly pins: Record<string, never>
  readonly batch: { readonly batchId: string; readonly done: number; readonly total: number }
}
