import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { startCluster } from '#platform/database/embedded/cluster'
import type { BenchContext } from '../bench'

/** A PostgreSQL of the bench's own as the platform starts it: what is answered as committed is on disk. */
export async function withCluster<T>(
  { out }: BenchContext,
  work: (url: string) => Promise<T>,
  settings: readonly string[] = [],
): Promise<T> {
  const folder = path.join(out, `postgres-${process.pid}`)
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const cluster = await startCluster(folder, settings)
  try {
    return await work(cluster.url)
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
