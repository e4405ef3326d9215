import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** The line between one workstation and the platform, which can be cut while the platform goes on for everybody else. */
export class Line {
  private readonly sockets = new Set<Socket>()
  private isCut = false
  private refusals = 0

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (socket) => this.join(socket))
  }

  static async to(address: string): Promise<Line> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Line(server, new URL(address))
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** How often somebody tried while it was cut. */
  get refused(): number {
    return this.refusals
  }

  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }

  mend(): void {
    this.isCut = false
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private join(near: Socket): void {
    if (this.isCut) {
      this.refusals += 1
      return void near.destroy()
    }
    const far = connect(Number(this.target.port), this.target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => this.sockets.delete(socket))
      socket.pipe(other)
    }
  }
}
