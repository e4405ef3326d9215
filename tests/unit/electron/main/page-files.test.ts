import { expect, it } from 'vitest'
import { pageFile } from '#main/page-files'

const folder = '/app/renderer'

it('finds a file of the page with its media type', () => {
  expect(pageFile(folder, 'app://console/assets/%E5%AD%90%E7%AB%99.js?v=1')).toEqual({
    path: '/app/renderer/assets/子站.js',
    type: 'text/javascript; charset=utf-8',
  })
})

it.each([
  'app://console/../main.cjs',
  'app://console/%2e%2e/package.json',
  'app://console/..%2fpackage.json',
  'app://console/..%5cpackage.json',
  'app://console/a/..%2f..%2f..%2fetc/hosts.json',
])('never leaves its folder for %s', (address) => {
  expect(pageFile(folder, address)?.path ?? folder).toMatch(/^\/app\/renderer/)
})

it.each([
  'app://elsewhere/index.html',
  'app://console/',
  'app://console/none.exe',
  'app://console/a%00.js',
  'app://console/%ff.js',
])('finds nothing for %s', (address) => {
  expect(pageFile(folder, address)).toBeUndefined()
})
