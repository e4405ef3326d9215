/** One column of a VirtualTable. Text comes from `text`, or from the slot `cell-<key>` with `{ row, index }`. */
export interface TableColumn<Row> {
  readonly key: string
  readonly label: string
  /** Pixels; without it the column shares what is left by `grow`. */
  readonly width?: number
  readonly grow?: number
  /** Least pixels of a growing column. */
  readonly least?: number
  /** Indexed field that a click on the header sorts by. */
  readonly sortBy?: string
  /** Left out where the table is narrower than this many pixels: beside a pane, on a small screen, zoomed. */
  readonly hideBelow?: number
  readonly align?: 'right' | 'center'
  readonly text?: (row: Row) => string
}

/** The columns as a CSS grid template; `selectable` adds the one for check boxes. */
export const gridTemplate = (columns: readonly TableColumn<never>[], selectable: boolean): string =>
  [
    ...(selectable ? ['36px'] : []),
    ...columns.map(({ width, grow = 1, least = 80 }) => (width ? `${width}px` : `minmax(${least}px, ${grow}fr)`)),
  ].join(' ')
