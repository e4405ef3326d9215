import { isAppError } from '#shared/contract/app-error'
import type { ExtractContext, ExtractedPart } from '#shared/content-check/extractor'
import { damaged, Unreadable } from '#shared/content-check/unreadable'
import { recognise } from './recognise'

const leastConfidence = 55

/**
 * The part of what a picture shows. Where recognition fails, is not sure, or the time for it is used up, the part is
 * unreadable: a person has to look.
 */
export async function recognisedPart(
  part: string,
  where: string,
  picture: () => Promise<Uint8Array>,
  { budget }: ExtractContext,
): Promise<ExtractedPart> {
  if (!budget.mayRecognise()) return unread(part, `${where}为图片，识别页数或时间已达上限`)
  try {
    const { text, confidence } = await recognise(await picture())
    if (text.trim() === '' || confidence >= leastConfidence) return { part: `${part} ocr`, text }
    return { ...unread(`${part} ocr`, `${where}文字识别把握不足（${Math.round(confidence)}%）`), text }
  } catch (error) {
    return { part, text: '', unreadable: (isAppError(error) ? error : damaged()).message }
  }
}

const unread = (part: string, fact: string): ExtractedPart => ({
  part,
  text: '',
  unreadable: new Unreadable(fact, '请打开原文件查看').message,
})
