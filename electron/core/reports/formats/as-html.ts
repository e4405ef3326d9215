import { dateWords } from '#core/reports/words'
import { html, Html } from '#core/reports/html'
import {
  cellText,
  isGrave,
  type Report,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
} from '#shared/contract/report'
import { attachmentLines, isCaptioned, paperSize } from './layout'
import { paperStyle } from './paper-style'

/** The report as one page for A4 with nothing to load and no script: print it, or show it. Page numbers are the printer's. */
export function reportHtml(report: Report): string {
  const { letterhead, title, subtitle, to, blocks, issued, attachments = [], copies, landscape } = report
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${title} ${subtitle}</title>
        <style>
          ${new Html(paperStyle(landscape, paperSize(report)))}
        </style>
      </head>
      <body>
        ${
          letterhead === undefined
            ? ''
            : html`<p class="agency">${letterhead.agency}</p>
                <p class="number">${letterhead.number}</p>`
        }
        <h1>${title}</h1>
        <p class="subtitle">${subtitle}</p>
        ${to === null ? '' : html`<p class="to">${to}</p>`} ${blocksHtml(blocks)}
        ${
          attachments.length === 0
            ? ''
            : html`<div class="enclosed">${attachmentLines(report).map((line) => html`<p>${line}</p>`)}</div>`
        }
        ${
          issued === null
            ? ''
            : html`<div class="issued">
                <p>${issued.by}</p>
                <p>${dateWords(issued.on)}</p>
              </div>`
        }
        ${attachments.map(
          ({ title: name, blocks: own }, at) =>
            html`<section class="attachment">
              <p class="to">附件 ${at + 1}</p>
              <p class="name">${name}</p>
              ${blocksHtml(own)}
            </section>`,
        )}
        ${copies === null ? '' : html`<p class="copies">抄送：${copies}</p>`}
      </body>
    </html> `.text
}

/** A table bears its caption unless a heading has just said what follows. */
const blocksHtml = (blocks: readonly ReportBlock[]): readonly Html[] =>
  blocks.map((block, at) =>
    isCaptioned(blocks, at) && block.type === 'table'
      ? html`<p class="caption">${block.caption}</p>
          ${blockHtml(block)}`
      : blockHtml(block),
  )

function blockHtml(block: ReportBlock): Html {
  switch (block.type) {
    case 'heading':
      return html`<h2>${block.text}</h2>`
    case 'paragraph':
      return html`<p>${block.text}</p>`
    case 'statement':
      return html`<p class="statement">${block.text}</p>`
    case 'facts':
      return html`<table class="facts">
        <tbody>
          ${block.rows.map(
            ({ name, value }) =>
              html`<tr>
                <th>${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </tbody>
      </table>`
    case 'table':
      return tableHtml(block)
    case 'small-print':
      return html`<div class="small-print">${block.lines.map((line) => html`<p>${line}</p>`)}</div>`
  }
}

function tableHtml({ columns, rows, empty }: ReportTable): Html {
  if (rows.length === 0) return html`<p>${empty}</p>`
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return html`<table>
    <colgroup>
      ${columns.map(({ width }) => html`<col style="width:${((width / whole) * 100).toFixed(2)}%" />`)}
    </colgroup>
    <thead>
      <tr>
        ${columns.map(({ title }) => html`<th>${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell, index) => cellHtml(cell, columns[index]?.align ?? 'left'))}
          </tr>`,
      )}
    </tbody>
  </table>`
}

// Line breaks count within a cell, so none may come from here.
function cellHtml(cell: ReportCell, align: ReportColumn['align']): Html {
  const look = isGrave(cell) ? `${align} grave` : align
  return html`<td class="${look}">${cellText(cell)}</td>`
}
