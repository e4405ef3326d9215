import type { SealedDocument } from '#shared/contract/sealed-document'
import { keyFingerprint } from '#shared/signing/key-fingerprint'
import { html, type Html } from './html'
import { minuteOf } from './words'

/** Who signed when, and what a reader compares with the document's file. */
export function sealBlock({ manifest, seal }: SealedDocument): Html {
  const { signer, signedAt, previous } = manifest
  const chain = previous ? html`${previous.day} 的日志，封印 <code>${previous.seal}</code>` : html`无（签发链的第一份）`
  return html`<section class="signature">
    <p>签发人：${signer.name}</p>
    <p>签发时间：${minuteOf(signedAt)}（北京时间）</p>
    <div class="seal">
      <p>验证码（SM3 封印）：<code>${seal}</code></p>
      <p>签名公钥指纹：<code>${keyFingerprint(signer.publicKey)}</code></p>
      <p>上一份：${chain}</p>
      <p>本页由同名的签发文件生成；以签发文件为准，可用“zhanqun verify 文件”校验内容是否被改动。</p>
    </div>
  </section>`
}
