/** One server-sent event. */
export interface ServerEvent {
  readonly name: string
  readonly data: string
}

/** Takes text/event-stream as it arrives, cut anywhere, and answers what events it completes; comments complete none. */
export function createEventParser(): (text: string) => ServerEvent[] {
  let rest = ''
  let name = 'message'
  let data: string[] = []

  function dispatch(): ServerEvent[] {
    const events = data.length > 0 ? [{ name, data: data.join('\n') }] : []
    name = 'message'
    data = []
    return events
  }

  function takeLine(line: string): ServerEvent[] {
    if (line === '') return dispatch()
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'event') name = value
    if (field === 'data') data.push(value)
    return []
  }

  return (text) => {
    const all = rest + text
    // A CR at the very end may be the first half of a CRLF.
    const end = all.endsWith('\r') ? all.length - 1 : all.length
    const lines = all.slice(0, end).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '') + all.slice(end)
    return lines.flatMap(takeLine)
  }
}
