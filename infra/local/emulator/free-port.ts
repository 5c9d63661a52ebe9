import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/** Returns a port that is free now. */
export async function freePort(): Promise<number> {
  return portOnceClosed(await listenOnFreePort())
}

/**
 * Below the range of outgoing connections, one of which could otherwise take a port before its server does. Each
 * process has its own range, so that two processes do not choose the same port.
 */
const range = { first: 10_240, processes: 440, ports: 50 }
let chosen = 0

/** Listens on any free port. */
export async function listenOnFreePort(): Promise<Server> {
  const { first, processes, ports } = range
  for (let tried = 0; tried < ports; tried++) {
    const port = first + (process.pid % processes) * ports + (chosen++ % ports)
    const server = await listen(port).catch(() => undefined)
    if (server) return server
  }
  throw new Error(`No port is free of the ${ports} that this process may try`)
}

/** Listens on 127.0.0.1. @throws the system's error, such as EADDRINUSE */
export async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** Closes a server and returns the port that it had. */
export async function portOnceClosed(server: Server): Promise<number> {
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
