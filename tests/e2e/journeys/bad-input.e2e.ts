import { createServer, type Server } from 'node:http'
import { truncateSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { demoPassword } from '#platform/demo/operators'
import { ConsoleApp } from '#tests/e2e/harness/console-app'
import { DemoPlatform } from '#tests/e2e/harness/demo-platform'
import { SignInPage } from '#tests/e2e/harness/pages/sign-in-page'
import { ShellPage } from '#tests/e2e/harness/pages/shell-page'
import { expect, test } from '#tests/e2e/harness/test'

test.describe.configure({ mode: 'serial' })

let platform: DemoPlatform
let app: ConsoleApp
let signIn: SignInPage
let shell: ShellPage

function look(): void {
  signIn = new SignInPage(app.page)
  shell = new ShellPage(app.page)
}

test.beforeAll(async ({ databases }) => {
  platform = await DemoPlatform.start(databases)
  app = await ConsoleApp.open({ platform: platform.address })
  look()
})
test.afterAll(async () => {
  await app?.remove()
  await platform?.remove()
})

test('the first sign-in without a platform says that it needs one', async () => {
  await platform.stop()
  await signIn.attempt('hejinglan')
  await expect(signIn.message).toContainText('首次登录需要联网')
  await platform.start()
})

test('a wrong password is refused in words, and the right one is taken afterwards', async () => {
  await signIn.attempt('hejinglan', 'wrong-password')
  await expect(signIn.message).toContainText('密码不正确')
  await signIn.signIn('hejinglan')
  await shell.untilSynced()
})

test('a session that ended on the platform asks to sign in again, and nothing is lost', async () => {
  await platform.rows('delete from refresh_token')
  await platform.rows('delete from session')
  await expect(shell.status).toContainText('需重新登录', { timeout: 60_000 })
  const { total } = await app.ask('rows.list', { kind: 'reviewTask', where: {}, search: '', offset: 0, limit: 1 })
  expect(total).toBeGreaterThan(0)
  await app.ask('session.signIn', { platform: platform.address, login: 'hejinglan', password: demoPassword })
  await shell.untilSynced()
})

test('with a store on the workstation one signs in while the platform is down, by the right password only', async () => {
  await shell.signOut()
  await platform.stop()
  await signIn.attempt('hejinglan', 'wrong-password')
  await expect(signIn.message).toContainText('账号或密码不正确')
  await signIn.signIn('hejinglan')
  await shell.untilOffline()
  const { total } = await app.ask('rows.list', { kind: 'reviewTask', where: {}, search: '', offset: 0, limit: 1 })
  expect(total).toBeGreaterThan(0)
})

test('a server that answers something else is named as such, and what is here stays readable', async () => {
  const nonsense = await nonsenseAt(new URL(platform.address).port)
  await shell.goTo('review')
  await expect(shell.status).toContainText('平台的应答无法识别', { timeout: 90_000 })
  await expect(shell.status).toContainText('离线')
  nonsense.closeAllConnections()
  await new Promise((resolve) => nonsense.close(resolve))
  await platform.start()
  await shell.untilSynced()
})

test('a truncated local database is told as such, and is left as it is', async () => {
  await app.close()
  const database = databaseIn(app.data)
  truncateSync(database, 5000)
  await app.open()
  look()
  await signIn.attempt('hejinglan')
  await expect(signIn.message).toContainText('已原样保留')
  expect(statSync(database).size).toBe(5000)
})

function nonsenseAt(port: string): Promise<Server> {
  const page = '<!doctype html><title>登录认证</title><h1>请先通过上网认证</h1>'
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(Number(port), '127.0.0.1', () => resolve(server))
  })
}

function databaseIn(data: string): string {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
  const found = files.find((file) => path.basename(file) === 'console.db')
  if (!found) throw new Error(`no database below ${data}: ${files.join(' ')}`)
  return path.join(data, found)
}
