/** Numbers of links, rising or not, in as few bytes as they need: seven bits a byte, the last one below 128. */
export function packNumbers(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = []
  for (const number of numbers) {
    let rest = number
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  return Uint8Array.from(bytes)
}

export function unpackNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let [number, unit] = [0, 1]
  for (const byte of bytes) {
    number += (byte % 128) * unit
    unit *= 128
    if (byte > 127) continue
    numbers.push(number)
    number = 0
    unit = 1
  }
  return numbers
}
