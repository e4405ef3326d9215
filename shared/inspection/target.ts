import { Day, Nullable } from '#shared/contract/primitives'
import { SiteState } from '#shared/contract/site'
import { Type, type Static } from '@sinclair/typebox'

const closed = { additionalProperties: false } as const
const Text = Type.String({ minLength: 1 })

/** A registered column 栏目 as inspection needs it. */
export const ColumnTarget = Type.Object(
  {
    name: Text,
    /** Absolute, or a path on the site. */
    url: Text,
    type: Type.Optional(Text),
    /** Days within which something new has to appear; null where the registry demands none. */
    updateCycleDays: Type.Optional(Nullable(Type.Integer({ minimum: 1 }))),
  },
  closed,
)
export type ColumnTarget = Static<typeof ColumnTarget>

/** What tells a home page from one that somebody put in its place. */
export const HomeBaseline = Type.Object(
  {
    title: Type.String(),
    /** Hosts of the scripts it loads. */
    scriptHosts: Type.Array(Text),
    /** Texts of its menu. */
    menu: Type.Array(Text),
  },
  closed,
)
export type HomeBaseline = Static<typeof HomeBaseline>

/** A site to inspect, with as much of the registry as is at hand: what is missing is not compared. */
export const SiteTarget = Type.Object(
  {
    url: Text,
    siteId: Type.Optional(Text),
    /** 网站标识码 as registered. */
    code: Type.Optional(Text),
    name: Type.Optional(Text),
    /** Six-digit region code (GB/T 2260) of the site's owner. */
    regionCode: Type.Optional(Text),
    /** `portal` 门户网站: some duties are a portal's alone. */
    type: Type.Optional(Type.Union([Type.Literal('portal'), Type.Literal('department')])),
    /** State in the registry. */
    state: Type.Optional(SiteState),
    columns: Type.Optional(Type.Array(ColumnTarget)),
    /** Availability probes of the days before, as the platform keeps them (probe-day.ts), in Base64. */
    probed: Type.Optional(Type.Array(Type.Object({ day: Day, samples: Type.String() }, closed))),
    /** The home page as it was when somebody last found it in order. */
    baseline: Type.Optional(HomeBaseline),
  },
  closed,
)
export type SiteTarget = Static<typeof SiteTarget>
