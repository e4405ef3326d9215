/** Enough of a digest to compare it by eye with a print: its first and last eight characters. */
export const shortSeal = (digest: string): string => `${digest.slice(0, 8)}…${digest.slice(-8)}`
