import { isEndless, sameShape } from '#shared/inspection/gather/traps'
import { withoutSession } from '#shared/inspection/page/session'
import { expect, it } from 'vitest'

it.each([
  ['http://a.test/calendar/2026/11', 'http://a.test/calendar/2026/12', true],
  ['http://a.test/list?page=1&size=9', 'http://a.test/list?size=20&page=2', true],
  ['http://a.test/list/1.html', 'http://a.test/article/1.html', false],
  ['http://a.test/1.html', 'http://b.test/1.html', false],
  ['http://a.test/1.html', 'http://a.test/1.html', false],
])('of %s and %s says whether they differ in numbers only: %s', (one, other, same) => {
  expect(sameShape(one, other)).toBe(same)
})

it.each([
  ['http://a.test/more/more/more/more/', true],
  [`http://a.test/?q=${'x'.repeat(2000)}`, true],
  ['http://a.test/a/b/a/b/c.html', false],
])('of %s says whether it goes on for ever: %s', (url, endless) => {
  expect(isEndless(url)).toBe(endless)
})

it.each([
  ['http://a.test/list.jsp;jsessionid=0A1B?x=1', 'http://a.test/list.jsp?x=1'],
  ['http://a.test/item.php?PHPSESSID=9f&id=3', 'http://a.test/item.php?id=3'],
  ['http://a.test/side=1/?aside=2', 'http://a.test/side=1/?aside=2'],
])('takes the session out of %s', (url, without) => {
  expect(withoutSession(new URL(url)).href).toBe(without)
})
