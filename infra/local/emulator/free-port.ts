import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/** A port that is free now. */
export async function freePort(): Promise<number> {
  return portOnceClosed(await listenAnywhere())
}

/**
 * Below the ports that systems give to outgoing connections, which are many here and could have taken one before its
 * server does; and for each process in another place, for the same reason.
 */
const anywhere = { from: 10_240, places: 440, ports: 50 }
let chosen = 0

/** Listens on a port that was free. */
export async function listenAnywhere(): Promise<Server> {
  const { from, places, ports } = anywhere
  for (let tried = 0; tried < ports; tried++) {
    const port = from + (process.pid % places) * ports + (chosen++ % ports)
    const server = await listen(port).catch(() => undefined)
    if (server) return server
  }
  throw new Error('No free port')
}

/** Listens on 127.0.0.1. @throws the error of the system, such as EADDRINUSE */
export async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

export async function portOnceClosed(server: Server): Promise<number> {
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
