import iconv from 'iconv-lite'
import { decodedText } from '#shared/content-check/decoded-text'
import { withText, type Extractor } from '#shared/content-check/extractor'
import { pageParts } from '#shared/content-check/page-text'
import { damaged } from '#shared/content-check/unreadable'

const pictureData = /data:image\/(?:png|jpe?g|gif|bmp|webp);base64,([\w+/=\s]{200,})/g

function pageText(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const charset = /<meta[^>]+charset=["']?\s*([\w-]+)/i.exec(head)?.[1]
  if (charset && !/utf-?8|utf-?16/i.test(charset) && iconv.encodingExists(charset))
    return iconv.decode(Buffer.from(bytes), /^gb/i.test(charset) ? 'gb18030' : charset)
  return decodedText(bytes)
}

/** Web pages: what is seen, what is hidden, comments and attributes, each as its own part. */
export const extractor: Extractor = {
  name: 'html',
  version: 2,
  extensions: ['html', 'htm', 'xhtml', 'shtml', 'svg'],
  sniff(bytes) {
    const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
    return /<!doctype html|<html|<head|<body|<meta[\s>]|<div[\s>]|<p[\s>]|<table[\s>]|<svg[\s>]/i.test(head) ? 0.5 : 0
  },
  async extract(bytes, { member, budget }) {
    const html = pageText(bytes)
    if (html === undefined) throw damaged()
    const pictures = [...html.matchAll(pictureData)].map(([, data = '']) => Buffer.from(data, 'base64'))
    budget.spendEntries(pictures.length)
    for (const [index, picture] of pictures.entries()) await member(`picture${index + 1}`, picture)
    return withText(pageParts(html))
  },
}
