import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A header with which a test on this machine sets its source address. Functions do not receive it. */
const testHeader = 'x-local-source-ip'

/** Returns the caller's address, and the headers without the emulator's own. */
export function sourceIpOf(request: IncomingMessage): { sourceIp: string; headers: IncomingHttpHeaders } {
  const { [testHeader]: simulated, ...headers } = request.headers
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const isLoopback = peer === '::1' || peer.startsWith('127.')
  return { sourceIp: isLoopback && typeof simulated === 'string' ? simulated : peer, headers }
}
