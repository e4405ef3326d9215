import type { SiteInspection } from '#shared/inspection/site-inspection'

/** One command carries no more than this, so that a large run neither stalls the queue nor outgrows a request (16 MB). */
const mostSites = 200
const mostFindings = 2_000
const mostBytes = 3 * 1024 * 1024

/** An inspection with the part of its findings that one command takes. */
export interface Piece {
  readonly inspection: SiteInspection
  readonly findings: SiteInspection['findings']
}

interface Load {
  readonly findings: number
  readonly bytes: number
}

const fits = ({ findings, bytes }: Load): boolean => findings <= mostFindings && bytes <= mostBytes

/** What items weigh, and where they have to be cut so that no part grows beyond a command. */
function cut<T>(
  items: readonly T[],
  weigh: (item: T) => Load,
  isFull: (part: readonly T[], next: T) => boolean,
): T[][] {
  const parts: T[][] = []
  let load: Load = { findings: 0, bytes: 0 }
  for (const item of items) {
    const weight = weigh(item)
    const together = { findings: load.findings + weight.findings, bytes: load.bytes + weight.bytes }
    const part = parts.at(-1)
    const joins = part !== undefined && fits(together) && !isFull(part, item)
    if (joins) part.push(item)
    else parts.push([item])
    load = joins ? together : weight
  }
  return parts
}

const weightOf = (finding: Piece['findings'][number]): Load => ({
  findings: 1,
  bytes: Buffer.byteLength(JSON.stringify(finding)),
})

/** What one site has too many findings for one command is handed in by several; the site's figures stand in each. */
function piecesOf(inspection: SiteInspection): Piece[] {
  const parts = cut(inspection.findings, weightOf, () => false)
  return parts.length === 0 ? [{ inspection, findings: [] }] : parts.map((findings) => ({ inspection, findings }))
}

const loadOf = ({ findings }: Piece): Load => ({
  findings: findings.length,
  bytes: Buffer.byteLength(JSON.stringify(findings)),
})

/** Inspections in groups that each fit one command, in their order. */
export const split = (inspections: readonly SiteInspection[]): Piece[][] =>
  cut(
    inspections.flatMap(piecesOf),
    loadOf,
    (group, next) => group.length >= mostSites || group.at(-1)?.inspection === next.inspection,
  )
