import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConsoleApp } from '#tests/e2e/harness/console-app'
import { expect, test } from '@playwright/test'

test.describe.configure({ mode: 'serial' })

let app: ConsoleApp
let outside: Server
let address: string
let reached = 0

test.beforeAll(async () => {
  outside = createServer((_request, response) => {
    reached += 1
    response.setHeader('access-control-allow-origin', '*').end('outside')
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  address = `127.0.0.1:${(outside.address() as AddressInfo).port}`
  app = await ConsoleApp.open({ platform: `http://${address}` })
})
test.afterAll(async () => {
  await app?.remove()
  await new Promise((resolve) => outside.close(resolve))
})

test('the real page can’t reach the network by fetch, XMLHttpRequest, WebSocket, an image or a form', async () => {
  const outcomes = await app.page.evaluate(async (host) => {
    const settled = (start: (done: (how: string) => void) => void) => new Promise<string>(start)
    return {
      fetch: await fetch(`http://${host}/fetch`).then(
        () => 'reached',
        () => 'refused',
      ),
      xhr: await settled((done) => {
        const request = new XMLHttpRequest()
        request.onload = () => done('reached')
        request.onerror = () => done('refused')
        request.open('GET', `http://${host}/xhr`)
        request.send()
      }),
      socket: await settled((done) => {
        try {
          const socket = new WebSocket(`ws://${host}/socket`)
          socket.onopen = () => done('reached')
          socket.onerror = () => done('refused')
        } catch {
          done('refused')
        }
      }),
      image: await settled((done) => {
        const image = new Image()
        image.onload = () => done('reached')
        image.onerror = () => done('refused')
        image.src = `http://${host}/image.png`
      }),
      beacon: navigator.sendBeacon(`http://${host}/beacon`) ? 'queued' : 'refused',
    }
  }, address)
  expect(outcomes).toMatchObject({ fetch: 'refused', xhr: 'refused', socket: 'refused', image: 'refused' })
  expect(reached).toBe(0)
})

test('it opens no window and goes nowhere else', async () => {
  expect(await app.page.evaluate((host) => window.open(`http://${host}/`), address)).toBeNull()
  const before = app.page.url()
  await app.page.evaluate((host) => {
    const link = document.createElement('a')
    link.href = `http://${host}/away`
    document.body.append(link)
    link.click()
  }, address)
  const [prevented, now] = await app.app.evaluate(async ({ BrowserWindow }, host) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const asked = new Promise((resolve) =>
      contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented)),
    )
    await contents?.executeJavaScript(`location.assign('http://${host}/away')`)
    return [await asked, contents?.getURL()]
  }, address)
  expect(prevented).toBe(true)
  expect(now).toBe(before)
  expect(app.app.windows()).toHaveLength(1)
  expect(reached).toBe(0)
})

test('it has nothing of Node, and only the bridge to ask by', async () => {
  const found = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
  )
  expect(found).toEqual([])
  expect(await app.page.evaluate(() => Object.keys(window.zhanqun).sort())).toEqual(['call', 'on'])
  const refused = await app.page.evaluate(() => window.zhanqun.call('rows.get', { kind: 'site', id: 'x', more: 1 }))
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } })
  const unknown = await app.page.evaluate(() => window.zhanqun.call('files.read', { path: '/etc/passwd' }))
  expect(unknown).toMatchObject({ ok: false, error: { code: 'invalid' } })
})
