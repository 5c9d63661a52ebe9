import { createHash } from 'node:crypto'
import type { Reply } from './reply.ts'
import type { HttpRequest } from './request.ts'

/** A reply by its tag: who has it already is told so (304, RFC 9110, section 13.1.2). */
export function withEtag(request: HttpRequest, reply: Reply): Reply {
  const etag = `"${createHash('sha256').update(reply.body, 'utf8').digest('base64url')}"`
  const headers = { ...reply.headers, etag }
  return has(request, etag) ? { statusCode: 304, headers, body: '' } : { ...reply, headers }
}

/** A list of tags, compared weakly. */
function has({ headers }: HttpRequest, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}
