/** For A4 on paper. Only fonts that a workstation of the field or a plain Linux has; long addresses break anywhere. */
export const dailyLogStyle = `
@page { size: A4; margin: 22mm 18mm 20mm 20mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 10.5pt/1.6 "FangSong", "仿宋_GB2312", "Noto Serif CJK SC", "Noto Sans CJK SC", serif }
h1, h2, th { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; font-weight: 600 }
h1 { margin: 0 0 2mm; text-align: center; font-size: 20pt; letter-spacing: 1pt }
.day { margin: 0 0 5mm; text-align: center; font-size: 11pt }
h2 { margin: 6mm 0 2mm; font-size: 12pt; break-after: avoid }
p { margin: 0 0 2mm; text-indent: 2em; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt; line-height: 1.4 }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 0.5pt solid #333; padding: 1mm 1.5mm; vertical-align: top; overflow-wrap: anywhere; text-align: left }
th { background: #f2f2f2; text-align: center; vertical-align: middle }
.number { text-align: right; font-variant-numeric: tabular-nums }
.facts th { width: 24mm; text-align: left }
.grave { font-weight: 600; color: #c8161d }
.url { color: #333; font: 7.5pt/1.35 "Noto Sans Mono", "DejaVu Sans Mono", monospace }
.statement { border: 0.5pt solid #333; padding: 3mm; text-indent: 0 }
.signature { margin-top: 10mm; break-inside: avoid }
.signature p { text-align: right; text-indent: 0; margin: 0 0 1mm }
.seal { margin-top: 5mm; padding-top: 2mm; border-top: 0.5pt solid #333; font-size: 8pt; line-height: 1.5 }
.seal p { text-align: left; text-indent: 0; margin: 0 }
.seal code { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
`
