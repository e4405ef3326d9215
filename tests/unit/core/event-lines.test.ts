import { describe, expect, it } from 'vitest'
import { createEventParser } from '#core/sync/event-lines'

const stream = 'retry: 3000\n\n:\n\nevent: poke\ndata: changed\n\ndata: one\ndata:two\nid: 7\n\nevent: empty\n\n'
const events = [
  { name: 'poke', data: 'changed' },
  { name: 'message', data: 'one\ntwo' },
]
const parsedIn = (parts: readonly string[]) => parts.flatMap(createEventParser())

describe('the parser of server-sent events', () => {
  it('answers events with data; comments, other fields and events without data are none', () => {
    expect(parsedIn([stream])).toEqual(events)
  })

  it.each(['\r\n', '\r'])('takes lines that end in %j', (ending) => {
    expect(parsedIn([stream.replaceAll('\n', ending), ':'])).toEqual(events)
  })

  it('does not care where the line cut it', () => {
    const text = stream.replaceAll('\n', '\r\n')
    for (let at = 0; at <= text.length; at += 1) expect(parsedIn([text.slice(0, at), text.slice(at)])).toEqual(events)
    expect(parsedIn([...text])).toEqual(events)
  })

  it('keeps an event to itself until its empty line came', () => {
    const eventsIn = createEventParser()
    expect(eventsIn('event: poke\ndata: changed\n')).toEqual([])
    expect(eventsIn('\n')).toEqual([{ name: 'poke', data: 'changed' }])
  })
})
