import { readingHere } from '#shared/inspection/read/page-reading'
import { ReadingThreads } from '#shared/inspection/read/reading-threads'
import { afterEach, expect, it } from 'vitest'
import { aVisit, today } from '../gathered'

const pages = Array.from({ length: 40 }, (_, number) =>
  aVisit(`https://a.test/${number}.html`, {
    contentType: 'text/html; charset=utf-8',
    body: Buffer.from(
      `<title>第${number}页</title><ul><li><a href="/x${number}">公告</a> 2026-11-0${1 + (number % 9)}</li></ul>`,
    ),
  }),
)

let threads: ReadingThreads | undefined
afterEach(() => threads?.close())

it('reads pages in threads as it does by itself, the headers of the visit included', async () => {
  threads = new ReadingThreads(2, 0)
  const seen = await Promise.all(pages.map((visit) => threads?.see(visit, today)))
  expect(seen).toEqual(await Promise.all(pages.map((visit) => readingHere.see(visit, today))))
  const harvests = await Promise.all(pages.map((visit) => threads?.harvest(visit)))
  expect(harvests).toEqual(await Promise.all(pages.map((visit) => readingHere.harvest(visit))))
})

it('reads what was in the hands of a thread that was closed', async () => {
  threads = new ReadingThreads(1, 0)
  const reading = Promise.all(pages.map((visit) => threads?.harvest(visit)))
  await threads.close()
  expect(await reading).toEqual(await Promise.all(pages.map((visit) => readingHere.harvest(visit))))
})

it('reads by itself where there is no core to spare', async () => {
  threads = new ReadingThreads(0, 0)
  expect(await threads.harvest(aVisit('https://a.test/', { body: Buffer.from('<a href=/x>x</a>') }))).toMatchObject({
    links: ['https://a.test/x'],
  })
})

it('says that an answer without a page is none', async () => {
  threads = new ReadingThreads(1, 0)
  expect(await threads.harvest(aVisit('https://a.test/x.png', { contentType: 'image/png' }))).toBeUndefined()
  expect(await threads.see(aVisit('https://a.test/', { status: 404 }), today)).toBeUndefined()
})
