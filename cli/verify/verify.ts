import type { SealedDocument } from '#shared/contract/sealed-document'
import { verifySigner, type SignerVerdict, type Trust } from '#shared/signing/certificates/signer'
import { orderLogs, type Link, type LogChain } from '#shared/signing/log-chain'
import type { Fault } from '#shared/signing/verify-document'
import { verifyFile } from '#shared/signing/verify-file'
import { bytesOf, isEvidenceWhole, type Given } from './given'

/** What came out for one file. */
export interface Checked {
  readonly file: string
  /** Absent where it is no signed document. */
  readonly document?: SealedDocument
  readonly signer?: SignerVerdict
  readonly faults: readonly Fault[]
}

export interface Verification {
  readonly checked: readonly Checked[]
  /** Null where a single document was given, which has nothing to follow. */
  readonly chain: LogChain | null
  /** Evidence that isn't what its name says, and how much there is. */
  readonly damagedEvidence: readonly string[]
  readonly evidence: number
}

const isWhole = ({ faults }: Checked): boolean => faults.length === 0

async function check(file: string, trust: Trust | null): Promise<Checked> {
  const { document, faults } = verifyFile(await bytesOf(file))
  if (!document) return { file, faults }
  const signer = verifySigner(document, trust)
  return { file, document, signer, faults: [...faults, ...signer.faults] }
}

/** Verifies every file by itself, then how they follow each other: a damaged one still says which one it follows. */
export async function verify({ documents, evidence }: Given, trust: Trust | null): Promise<Verification> {
  const checked = []
  for (const file of documents) checked.push(await check(file, trust))
  const links: Link[] = checked.flatMap(({ file, document }) => (document ? [{ file, document }] : []))
  const damagedEvidence = []
  for (const file of evidence) if (!(await isEvidenceWhole(file))) damagedEvidence.push(file)
  return { checked, chain: documents.length > 1 ? orderLogs(links) : null, damagedEvidence, evidence: evidence.length }
}

export const isValid = ({ checked, chain, damagedEvidence }: Verification): boolean =>
  checked.every(isWhole) && damagedEvidence.length === 0 && (chain === null || chain.faults.length === 0)
