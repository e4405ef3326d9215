import iconv from 'iconv-lite'
import { decodedText } from '#shared/content-check/decoded-text'
import { withText, type Extractor } from '#shared/content-check/extractor'
import { pageParts } from '#shared/content-check/page-text'
import { damaged } from '#shared/content-check/unreadable'

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
  version: 1,
  extensions: ['html', 'htm', 'xhtml', 'shtml'],
  sniff(bytes) {
    const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
    return /<!doctype html|<html|<head|<body|<meta[\s>]|<div[\s>]|<p[\s>]|<table[\s>]/i.test(head) ? 0.5 : 0
  },
  async extract(bytes) {
    const html = pageText(bytes)
    if (html === undefined) throw damaged()
    return withText(pageParts(html))
  },
}
