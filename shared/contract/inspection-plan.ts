import { Type, type Static } from '@sinclair/typebox'
import { Id, Nullable, OneOf, Version } from './primitives'

const closed = { additionalProperties: false } as const

/** An indicator's switch, source and numbers; which thresholds exist is declared by the indicator itself. */
export const PlanIndicator = Type.Object(
  {
    enabled: Type.Boolean(),
    /** Clause that the thresholds come from, shown beside each finding. */
    source: Type.String(),
    thresholds: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
)
export type PlanIndicator = Static<typeof PlanIndicator>

/** Columns that share an update duty; the first class that matches a column is its class. */
export const PlanColumnClass = Type.Object(
  {
    label: Type.String({ minLength: 1 }),
    /** Regular expression over the declared column type, or over the name of a column that declares none. */
    match: Type.String({ minLength: 1 }),
    /** True where the name decides even against a declared type that belongs to no class. */
    anyType: Type.Boolean(),
    /** Days without a new item after which the column is stale; null where the clause demands none. */
    days: Nullable(Type.Integer({ minimum: 1 })),
    /** Indicator under which a stale column of this class is reported. */
    indicator: Type.String({ pattern: '^[VDGN]\\d{1,2}$' }),
    source: Type.String(),
  },
  closed,
)
export type PlanColumnClass = Static<typeof PlanColumnClass>

const PlanScope = Type.Union([
  Type.Object({ all: Type.Literal(true) }, closed),
  Type.Object({ siteIds: Type.Array(Id) }, closed),
])

const PlanPerHost = Type.Object(
  {
    requestsPerSecond: Type.Number({ minimum: 0.1, maximum: 10_000 }),
    parallel: Type.Integer({ minimum: 1, maximum: 256 }),
    /** Consecutive failures after which a host is left alone for the rest of the run. */
    giveUpAfter: Type.Integer({ minimum: 1 }),
    /**
     * A link that could not be judged is looked at once more, when all sites have been visited and this long has passed,
     * at this rate. Default: after 20 s, one a second.
     */
    recheck: Type.Optional(
      Type.Object(
        {
          afterSeconds: Type.Number({ minimum: 0, maximum: 86_400 }),
          requestsPerSecond: Type.Number({ minimum: 0.01, maximum: 10_000 }),
        },
        closed,
      ),
    ),
  },
  closed,
)

const PlanLimits = Type.Object(
  {
    /** Bytes of one page after which reading stops. */
    pageBytes: Type.Integer({ minimum: 1024 }),
    redirects: Type.Integer({ minimum: 0, maximum: 50 }),
    /** Pages of one site that are read whole. */
    pagesPerSite: Type.Integer({ minimum: 1 }),
    linksPerSite: Type.Integer({ minimum: 0 }),
    /** Articles of one site that are read for their meta tags. */
    articleSamples: Type.Integer({ minimum: 0 }),
  },
  closed,
)

/** Sites drawn for the spot check 抽查: this share of those running, so often. */
export const PlanSample = Type.Object(
  { every: OneOf('half-month', 'month', 'quarter'), ratio: Type.Number({ exclusiveMinimum: 0, maximum: 1 }) },
  closed,
)
export type PlanSample = Static<typeof PlanSample>

/** What an inspection looks at, how politely, and by which numbers it judges 巡查方案. */
export const InspectionPlan = Type.Object(
  {
    id: Id,
    version: Version,
    name: Type.String({ minLength: 1, maxLength: 60 }),
    scope: PlanScope,
    /** 0 home only, 1 links of home, 2 links of home and of the pages one level below, and so on down. */
    depth: Type.Integer({ minimum: 0, maximum: 50 }),
    /** Host (or `*.suffix`, or `*`) to `address:port`, for the connection only: URLs and Host header stay the site's. */
    hosts: Type.Record(Type.String(), Type.String({ pattern: '^(\\[[0-9a-fA-F:]+\\]|[^:/\\s]+):\\d{1,5}$' })),
    perHost: PlanPerHost,
    /** Sites inspected at the same time. */
    parallelSites: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** Seconds after which a page counts as not answering, redirects included. */
    timeoutSeconds: Type.Number({ minimum: 0.01, maximum: 300 }),
    limits: PlanLimits,
    /** Names looked up to tell "this name is unknown" from "we have no name service". */
    witnessHosts: Type.Array(Type.String({ minLength: 1 })),
    columnClasses: Type.Array(PlanColumnClass),
    /** Days for which a false alarm may be exempted at most, whatever its scope allows. */
    exemptionDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
    indicators: Type.Record(Type.String({ pattern: '^[VDGN]\\d{1,2}$' }), PlanIndicator),
    /** Missing in plans that ask for no spot check of their own. */
    sample: Type.Optional(Nullable(PlanSample)),
  },
  closed,
)
export type InspectionPlan = Static<typeof InspectionPlan>
