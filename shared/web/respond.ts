import type { Reply } from './reply.ts'
import { type Body, type HttpRequest, preferredType } from './request.ts'

export interface Fallback {
  /** The answer if `Accept` is missing or accepts anything. @default 'page' */
  readonly otherwise?: 'page' | 'json'
}

interface Answers extends Fallback {
  readonly page: () => Reply | Promise<Reply>
  /** JSON, or a problem (RFC 9457). */
  readonly json: () => Reply | Promise<Reply>
}

/** Answers with a page or with JSON, as the request's `Accept` prefers. Builds only that answer. */
export async function respond(
  request: HttpRequest,
  { page, json, otherwise = 'page' }: Answers,
): Promise<Reply> {
  const preferred = preferredType(
    request,
    ['application/json', 'text/html'],
    otherwise === 'page' ? 'text/html' : 'application/json',
  )
  return varyByAccept(await (preferred === 'text/html' ? page() : json()))
}

/** Returns the answer that suits the sender of a body: a page for a form, JSON for a script. */
export const fallbackFor = ({ kind }: Body) => (kind === 'form' ? 'page' : 'json')

/** Tells caches that the answer depends on the request's `Accept` (RFC 9110, section 12.5.5). */
export function varyByAccept(reply: Reply): Reply {
  const fields = reply.headers.vary?.split(', ') ?? []
  if (fields.includes('accept')) return reply
  return { ...reply, headers: { ...reply.headers, vary: ['accept', ...fields].join(', ') } }
}
