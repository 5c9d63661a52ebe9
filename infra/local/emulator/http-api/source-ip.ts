import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** Lets a test on this machine come from another address; nothing of it reaches a function. */
const testHeader = 'x-local-source-ip'

/** The caller's address, and the headers without the one that only exists here. */
export function sourceIpOf(request: IncomingMessage): { sourceIp: string; headers: IncomingHttpHeaders } {
  const { [testHeader]: pretended, ...headers } = request.headers
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const isLoopback = peer === '::1' || peer.startsWith('127.')
  return { sourceIp: isLoopback && typeof pretended === 'string' ? pretended : peer, headers }
}
