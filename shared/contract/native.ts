import { Type, type Static, type TSchema } from '@sinclair/typebox'

/**
 * What core asks of the main process, since only that one has the system's key store, its dialogs and a printer. Each
 * question is `{id, ask, args}` over the parent port and gets exactly one `{id, ok, value}` or `{id, ok, error}`.
 */

const Empty = Type.Object({}, { additionalProperties: false })

/** Bytes as base64: they pass every port and every log unharmed. */
const Base64 = Type.String({ maxLength: 64_000, pattern: '^[A-Za-z0-9+/]*={0,2}$' })

const FileFilter = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  /** Without the dot; `*` for all. */
  extensions: Type.Array(Type.String({ pattern: '^([A-Za-z0-9]{1,10}|\\*)$' }), { minItems: 1 }),
})
export type FileFilter = Static<typeof FileFilter>

const PickFiles = Type.Object(
  {
    title: Type.String({ maxLength: 200 }),
    filters: Type.Array(FileFilter),
    /** Several files may be picked. */
    several: Type.Boolean(),
    /** Folders are picked instead of files. */
    folders: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type PickFiles = Static<typeof PickFiles>

const PickSave = Type.Object(
  {
    title: Type.String({ maxLength: 200 }),
    /** File name that stands in the dialog at first, without a folder. */
    suggested: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^/\\\\]+$' }),
    filters: Type.Array(FileFilter),
  },
  { additionalProperties: false },
)
export type PickSave = Static<typeof PickSave>

const PrintPdf = Type.Object(
  {
    /** A whole page with everything inside it: neither scripts nor anything from outside is loaded. */
    html: Type.String({ maxLength: 20_000_000 }),
    landscape: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type PrintPdf = Static<typeof PrintPdf>

const asking = <I extends TSchema, O extends TSchema>(args: I, value: O) => ({ args, value })

/** Every question by its name, with what goes in and what comes back. */
export const nativeAsks = {
  /** Whether the system has a real key store; without one a key has to be wrapped by a passphrase. */
  canWrap: asking(Empty, Type.Boolean()),
  /** Encrypts a secret with a key that only this user's session on this machine has. Refused where canWrap is false. */
  wrap: asking(Type.Object({ secret: Base64 }, { additionalProperties: false }), Base64),
  /** The inverse of wrap; refused when another user or machine wrapped it. */
  unwrap: asking(Type.Object({ wrapped: Base64 }, { additionalProperties: false }), Base64),
  /** Paths of the files that the operator picked; none when the dialog was left. */
  pickFiles: asking(PickFiles, Type.Array(Type.String())),
  /** Path under which to save, null when the dialog was left. */
  pickSave: asking(PickSave, Type.Union([Type.String(), Type.Null()])),
  /** The page on A4 as a PDF file's bytes. */
  printPdf: asking(PrintPdf, Type.Uint8Array()),
  /** Shows a file in the system's file manager. */
  reveal: asking(Type.Object({ path: Type.String({ minLength: 1 }) }, { additionalProperties: false }), Type.Null()),
  /** Sets light, dark or the system's choice for windows and dialogs; answers whether it is dark now. */
  theme: asking(
    Type.Object(
      { theme: Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')]) },
      { additionalProperties: false },
    ),
    Type.Boolean(),
  ),
}
export type NativeAsks = typeof nativeAsks
export type NativeAsk = keyof NativeAsks
export type NativeArgs<A extends NativeAsk> = Static<NativeAsks[A]['args']>
export type NativeValue<A extends NativeAsk> = Static<NativeAsks[A]['value']>

export const isNativeAsk = (name: unknown): name is NativeAsk =>
  typeof name === 'string' && Object.hasOwn(nativeAsks, name)

/** How a question travels; `args` fits the schema of its `ask`. */
export const NativeQuestion = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  ask: Type.String(),
  args: Type.Unknown(),
})
export type NativeQuestion = Static<typeof NativeQuestion>

/** How its answer travels. The error is a sentence for the operator. */
export const NativeAnswer = Type.Union([
  Type.Object({ id: Type.Integer(), ok: Type.Literal(true), value: Type.Unknown() }),
  Type.Object({ id: Type.Integer(), ok: Type.Literal(false), error: Type.String() }),
])
export type NativeAnswer = Static<typeof NativeAnswer>

/** Arguments core is started with, as `--name=value`; every one is there, `platform` may be empty. */
export const coreArguments = ['data', 'platform', 'version'] as const
export type CoreArguments = Readonly<Record<(typeof coreArguments)[number], string>>

/**
 * What the main process tells core without being asked, as `{stir}` over the parent port: the operator came back to a
 * window, the workstation is in a network again, or it woke from sleep.
 */
export const Stirred = Type.Object({
  stir: Type.Union([Type.Literal('focus'), Type.Literal('network'), Type.Literal('resume')]),
})
export type Stirred = Static<typeof Stirred>
export type Stir = Stirred['stir']

/** What the main process tells core when the app quits: to close its store and end. */
export const EndWanted = Type.Object({ end: Type.Literal('core') })
export type EndWanted = Static<typeof EndWanted>
