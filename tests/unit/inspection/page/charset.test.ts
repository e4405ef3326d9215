import { decodePage } from '#shared/inspection/page/charset'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'

const simplified =
  '<title>青石县人民政府</title><p>关于进一步做好全县政务公开工作的通知，各乡镇人民政府，县政府各部门。</p>'
const traditional = '<title>青石縣政府</title><p>關於進一步做好全縣政務公開工作的通知，各鄉鎮政府，縣政府各部門。</p>'
const utf16 = `<html><head><title>青石县人民政府</title></head><body class="a"><div id="content">${'<p>通知</p>'.repeat(9)}</div></body></html>`

describe('decodePage', () => {
  it.each([
    ['utf-8', simplified, 'utf-8'],
    ['gbk', simplified, 'gb18030'],
    ['gb18030', `${simplified}㐀`, 'gb18030'],
    ['big5', traditional, 'big5'],
    ['utf-16le', utf16, 'utf-16le'],
    ['utf-16be', utf16, 'utf-16be'],
  ])('recognises %s when nothing declares it', (encoding, text, charset) => {
    expect(decodePage(iconv.encode(text, encoding), 'text/html')).toEqual({
      text,
      charset,
      declared: undefined,
      isMisdeclared: false,
    })
  })

  it('believes header before meta where the content allows both', () => {
    const bytes = iconv.encode(`<meta charset="big5">${simplified}`, 'gbk')
    expect(decodePage(bytes, 'text/html; charset=GB2312')).toMatchObject({ charset: 'gb18030', isMisdeclared: false })
  })

  it('reads the meta tag when the header names no charset', () => {
    const bytes = iconv.encode(
      `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">${simplified}`,
      'gbk',
    )
    expect(decodePage(bytes, 'text/html')).toMatchObject({ declared: 'gb18030', isMisdeclared: false })
  })

  it.each([
    ['utf-8', 'gbk'],
    ['gbk', 'utf-8'],
    ['gbk', 'big5'],
  ])('reads %s declared as %s by its content and says so', (encoding, declared) => {
    const decoded = decodePage(iconv.encode(simplified, encoding), `text/html; charset=${declared}`)
    expect(decoded).toMatchObject({ text: simplified, isMisdeclared: true })
  })

  it('ignores an unknown charset and takes plain ASCII under any name', () => {
    expect(decodePage(Buffer.from('<p>hello</p>'), 'text/html; charset=klingon')).toMatchObject({ declared: undefined })
    expect(decodePage(Buffer.from('<p>hello</p>'), 'text/html; charset=gbk').isMisdeclared).toBe(false)
  })

  it('takes UTF-8 cut off inside a character for UTF-8', () => {
    const bytes = Buffer.from(simplified).subarray(0, 20)
    expect(decodePage(bytes, 'text/html').charset).toBe('utf-8')
  })

  it('drops a byte order mark', () => {
    expect(decodePage(Buffer.from('\ufeff你好'), undefined).text).toBe('你好')
  })
})
