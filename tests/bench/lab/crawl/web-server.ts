import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'

export interface WebServer {
  readonly address: string
  close(): Promise<void>
}

/** Starts nginx over a folder of files, with room for peers that open thousands of connections. */
export async function serveFiles(files: string, scratch: string): Promise<WebServer> {
  const port = await freePort()
  const configuration = path.join(scratch, 'nginx.conf')
  await mkdir(scratch, { recursive: true })
  await writeFile(configuration, configurationOf(files, scratch, port))
  const child = spawn('nginx', ['-c', configuration, '-p', scratch, '-g', 'daemon off;'], { stdio: 'inherit' })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  await untilAnswering(`http://127.0.0.1:${port}/`)
  return {
    address: `127.0.0.1:${port}`,
    close: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** LinkChecker asks ten times a second at most, unless the server allows it more by this header. */
const configurationOf = (files: string, scratch: string, port: number): string => `
user root;
worker_processes 1;
pid ${scratch}/nginx.pid;
error_log ${scratch}/error.log crit;
worker_rlimit_nofile 20000;
events { worker_connections 16384; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 1000000;
  open_file_cache max=20000 inactive=60s;
  server {
    listen 127.0.0.1:${port} backlog=8192;
    root ${files};
    charset utf-8;
    add_header LinkChecker allowed always;
  }
}
`

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address === null || typeof address === 'string' ? failed(new Error()) : done(address.port)))
    })
  })
}

async function untilAnswering(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`no web server answers at ${url}`)
}
