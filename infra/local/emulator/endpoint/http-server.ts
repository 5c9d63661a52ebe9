import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface LocalServer {
  url: string
  stop(): Promise<void>
}

export type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** Serves on the loopback interface only; `stop` also ends the connections that clients keep open. */
export async function serve(port: number, listener: Listener): Promise<LocalServer> {
  const server = createServer(guarded(listener)).listen(port, '127.0.0.1')
  // With a timeout, a client that writes just as its idle connection closes would see a reset that AWS never causes.
  server.keepAliveTimeout = 0
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

/** Answers 400 to a request that cannot be read, such as one for `//`, so that it does not end the process. */
function guarded(listener: Listener): Listener {
  return async (request, response) => {
    try {
      await listener(request, response)
    } catch {
      if (!response.headersSent) response.writeHead(400)
      response.end()
    }
  }
}
