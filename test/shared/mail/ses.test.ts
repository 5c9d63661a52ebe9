import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseEmailAddress } from '../../../shared/domain/email-address.ts'
import { sesSender } from '../../../shared/mail/ses.ts'
import { supporterId } from '../../support/builders.ts'

const answer =
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>1</MessageId></SendRawEmailResult></SendRawEmailResponse>'

let server: Server
const served = new WeakSet<Socket>()

beforeAll(async () => {
  // As after a sandbox's sleep: a connection that was used is dead, and the next request on it is reset.
  server = createServer(({ socket }, response) => {
    if (served.has(socket)) return socket.destroy()
    served.add(socket)
    return response.setHeader('content-type', 'text/xml').end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  vi.stubEnv('AWS_REGION', 'eu-west-2')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
  vi.stubEnv('CONFIGURATION_SET', 'set')
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
})

describe('the sender', () => {
  it('sends each mail on a connection of its own, for a sandbox’s sleep kills those it keeps', async () => {
    const sender = sesSender()
    const to = parseEmailAddress('ann@example.org')
    if (!to) throw new Error('the address is one')
    const mail = { from: 'hello@example.org', to, message: Buffer.from('Hello'), supporterId, sequence: 1 }
    for (let sent = 0; sent < 3; sent++) await expect(sender.send(mail)).resolves.toBeUndefined()
  })
})
