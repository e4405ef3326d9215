import { bogusUrl, pageText, saysTheSame } from '#shared/inspection/gather/soft-404'
import { parsePage } from '#shared/inspection/page/parse-page'
import { expect, it } from 'vitest'

const text = (html: string, url: string) => pageText(parsePage(html, url, '2026-11-23'), url)

it('makes up an address in the same folder and of the same form, the same each time', () => {
  const made = bogusUrl('http://a.test/articles/2026/1.html?x=1')
  expect(made).toMatch(/^http:\/\/a\.test\/articles\/zq[0-9a-f]{16}\.html$/)
  expect(bogusUrl('http://a.test/articles/7.html')).toBe(made)
  expect(bogusUrl('http://a.test/columns/x/')).toMatch(/\/columns\/zq[0-9a-f]{16}\/$/)
})

it('sees through error pages that repeat the address', () => {
  const error = (path: string) =>
    `<title>提示</title><p>您访问的 ${path} 没有找到，请核对后再试。时间 10:2${path.length}</p>`
  expect(
    saysTheSame(text(error('/a/one'), 'http://a.test/a/one'), text(error('/a/another'), 'http://a.test/a/another')),
  ).toBe(true)
})

it('does not take short articles in the same frame for the same page', () => {
  const page = (body: string) => `<title>某县</title><nav>${'菜单项目'.repeat(200)}</nav><main>${body}</main>`
  expect(
    saysTheSame(
      text(page('<p>关于国庆放假的通知</p>'), 'http://a.test/1'),
      text(page('<p>您访问的页面没有找到</p>'), 'http://a.test/2'),
    ),
  ).toBe(false)
})

it('says nothing about pages that scripts fill', () => {
  const shell = '<title>某县</title><div id="app"></div>'
  expect(saysTheSame(text(shell, 'http://a.test/1'), text(shell, 'http://a.test/2'))).toBe(false)
})
