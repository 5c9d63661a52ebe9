import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { linkKeys } from './people.ts'

/** Starts an AWS endpoint that answers at once: tables are empty, and every secret serves as keys. */
export async function startInstantAws(): Promise<{ url: string; stop: () => void }> {
  const secret = JSON.stringify({ current: linkKeys.current, ...linkKeys.keys })
  const server = createServer((request, response) => {
    const asksSecret = String(request.headers['x-amz-target']).endsWith('.GetSecretValue')
    request.resume().on('end', () => response.end(JSON.stringify(asksSecret ? { SecretString: secret } : {})))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}
