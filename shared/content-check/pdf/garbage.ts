// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const nonsense = /[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ue000-\uf8ff\ufffd]/g
const leastUnits = 20

/**
 * The share of a text that stands for no letter: fonts without a table of Unicode give numbers of glyphs instead of
 * words. 0 for texts too short to say.
 */
export function garbageRatio(text: string): number {
  const written = text.replace(/\s/g, '')
  return written.length < leastUnits ? 0 : (written.match(nonsense)?.length ?? 0) / written.length
}
