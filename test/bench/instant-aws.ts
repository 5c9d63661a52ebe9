import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { linkKeys } from './people.ts'

/** Starts an AWS endpoint that answers at once: tables are empty, every secret serves as keys, queues take messages. */
export async function startInstantAws(): Promise<{ url: string; stop: () => void }> {
  const secret = JSON.stringify({ current: linkKeys.current, ...linkKeys.keys })
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1]
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => response.end(JSON.stringify(answerTo(operation, secret, Buffer.concat(chunks)))))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

function answerTo(operation: string | undefined, secret: string, body: Buffer): object {
  if (operation === 'GetSecretValue') return { SecretString: secret }
  if (operation !== 'SendMessage') return {}
  const { MessageBody } = JSON.parse(body.toString())
  return { MessageId: 'bench', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') }
}
