/** For paper. Only fonts that a workstation of the field or a plain Linux has; long addresses break anywhere. */
export const paperStyle = (landscape: boolean, size: 'A4' | 'A3'): string => `
@page { size: ${size} ${landscape ? 'landscape' : 'portrait'}; margin: ${landscape ? '18mm 12mm 16mm 12mm' : '22mm 18mm 20mm 20mm'} }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.6 "FangSong", "仿宋_GB2312", "Noto Serif CJK SC", "Noto Sans CJK SC", serif }
h1, h2, th { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; font-weight: 600 }
h1 { margin: 0 0 2mm; text-align: center; font-size: 20pt; line-height: 1.4; letter-spacing: 1pt }
h2 { margin: 6mm 0 2mm; font-size: 12pt; break-after: avoid }
p { margin: 0 0 2mm; text-indent: 2em; overflow-wrap: anywhere; white-space: pre-line }
.agency { margin: 6mm 0 3mm; text-align: center; text-indent: 0; font-family: "FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif CJK SC", serif; font-size: 30pt; font-weight: 700; line-height: 1.3; letter-spacing: 2pt; color: #c8161d }
.number { margin: 0 0 8mm; padding-bottom: 3mm; border-bottom: 1.2pt solid #c8161d; text-align: center; text-indent: 0; font-size: 12pt }
.enclosed { margin-top: 4mm }
.attachment { break-before: page }
.name { margin: 0 0 4mm; text-align: center; text-indent: 0; font-size: 16pt; font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; font-weight: 600 }
.caption { margin: 3mm 0 1mm; text-align: center; text-indent: 0; font-weight: 600; break-after: avoid }
.subtitle { margin: 0 0 5mm; text-align: center; text-indent: 0; font-size: 11pt }
.to { text-indent: 0 }
table { width: 100%; margin: 0 0 3mm; border-collapse: collapse; table-layout: fixed; font-size: ${landscape ? '7.5pt' : '9pt'}; line-height: 1.4 }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 0.5pt solid #333; padding: 1mm 1.2mm; vertical-align: top; overflow-wrap: anywhere; text-align: left; white-space: pre-line }
th { background: #f2f2f2; text-align: center; vertical-align: middle }
.right { text-align: right; font-variant-numeric: tabular-nums }
.center { text-align: center }
.facts { font-size: 9pt }
.facts th { width: 32mm; text-align: left }
.grave { font-weight: 600; color: #c8161d }
.statement { border: 0.5pt solid #333; padding: 3mm; text-indent: 0; font-weight: 600 }
.issued { margin-top: 10mm; break-inside: avoid }
.issued p { text-align: right; text-indent: 0; margin: 0 0 1mm }
.copies { margin-top: 8mm; padding-top: 2mm; border-top: 0.5pt solid #333; text-indent: 0 }
.small-print { margin-top: 5mm; padding-top: 2mm; border-top: 0.5pt solid #333; font-size: 8pt; line-height: 1.5; break-inside: avoid }
.small-print p { text-indent: 0; margin: 0 }
`
