/** A request as it goes over the line. */
export interface Message {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

export const isAbout = ({ path }: Message, route: string): boolean => path.split('?')[0] === route

export const jsonAnswer = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: Buffer.from(JSON.stringify(value)),
})
