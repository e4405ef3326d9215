/** Colours of the page as a chart needs them: canvas knows no CSS variables, so they are read when the theme changes. */
export interface ChartColors {
  readonly ink: string
  readonly ink3: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  readonly accentSoft: string
  readonly accentLine: string
  readonly serious: string
  readonly caution: string
  readonly fine: string
  readonly neutral: string
  readonly heat: readonly string[]
  readonly font: string
}

export function chartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ink: color('ink'),
    ink3: color('ink-3'),
    line: color('line'),
    surface: color('surface'),
    accent: color('accent'),
    accentSoft: color('accent-soft'),
    accentLine: color('accent-line'),
    serious: color('serious'),
    caution: color('caution-fill'),
    fine: color('fine'),
    neutral: color('heat-none'),
    heat: ['heat-none', 'heat-0', 'heat-1', 'heat-2', 'heat-3'].map(color),
    font: color('font'),
  }
}
