import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'

export interface LocalServer {
  url: string
  stop(): Promise<void>
}

/** Serves on the loopback only; `stop` also ends the connections that clients keep open. */
export async function serve(port: number, listener: RequestListener): Promise<LocalServer> {
  const server = createServer(listener).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
