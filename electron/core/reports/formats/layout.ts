import type { Report, ReportBlock } from '#shared/contract/report'

/** What every format lays out alike. */

/** Whether a table bears its caption: not where a heading has just said what follows, nor alone in an attachment of its name. */
export const isCaptioned = (blocks: readonly ReportBlock[], at: number): boolean =>
  blocks[at]?.type === 'table' && blocks.length > 1 && blocks[at - 1]?.type !== 'heading'

/** 附件说明: what is enclosed, between the text and the signature. */
export const attachmentLines = ({ attachments = [] }: Report): readonly string[] =>
  attachments.map(({ title }, at) => {
    const number = attachments.length === 1 ? '' : `${at + 1}. `
    return `${at === 0 ? '附件：' : '　　　'}${number}${title}`
  })

/** A text line by line. */
export const linesOf = (text: string): readonly string[] => text.split('\n')

const mostColumnsOfA4 = 14

/** A3 where a table has more columns than can be read on A4. */
export const paperSize = ({ blocks }: Report): 'A4' | 'A3' =>
  blocks.some((block) => block.type === 'table' && block.columns.length > mostColumnsOfA4) ? 'A3' : 'A4'
