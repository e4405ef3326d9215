/** Address with its numbers and parameter values made alike: pages of one calendar, list or counter share it. */
function shapeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `${host}${pathname.replace(/\d+/g, '#')}?${[...searchParams.keys()].sort().join('&')}`
}

/** True where two addresses differ, in numbers and parameter values only. */
export const sameShape = (one: string, other: string): boolean => one !== other && shapeOf(one) === shapeOf(other)

const sameFolder = 3
const longestAddress = 2000

/** True where an address goes round in circles: the same folder again and again, or ever longer. */
export function isEndless(url: string): boolean {
  if (url.length > longestAddress) return true
  const counts = new Map<string, number>()
  for (const folder of new URL(url).pathname.split('/').slice(0, -1)) {
    const count = (counts.get(folder) ?? 0) + 1
    if (folder !== '' && count > sameFolder) return true
    counts.set(folder, count)
  }
  return false
}
