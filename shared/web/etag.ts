import { createHash } from 'node:crypto'
import type { Reply } from './reply.ts'
import type { HttpRequest } from './request.ts'

/** Adds an ETag, and answers 304 to a caller that already has the content (RFC 9110, section 13.1.2). */
export function withEtag(request: HttpRequest, reply: Reply): Reply {
  const etag = `"${createHash('sha256').update(reply.body, 'utf8').digest('base64url')}"`
  const headers = { ...reply.headers, etag }
  return matches(request, etag) ? { statusCode: 304, headers, body: '' } : { ...reply, headers }
}

/** Compares the request's tags with an ETag, weakly. */
function matches({ headers }: HttpRequest, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}
