import { compact } from '../lib/compact.ts'
import { messagesIn } from '../messages/index.ts'
import type { Messages } from '../messages/messages.ts'
import { Problem } from './contract.ts'
import { message, type PageContext } from './layout.ts'
import { json, type Reply } from './reply.ts'
import type { HttpRequest } from './request.ts'
import { type Fallback, respond } from './respond.ts'

export type ProblemKind = keyof Messages['problem']

export interface FieldError {
  readonly field: string
  readonly detail: string
}

/** Finds the error of a field. */
export function errorAt(field: string, errors: readonly FieldError[] = []): string | undefined {
  return errors.find((error) => error.field === field)?.detail
}

const statuses: Record<ProblemKind, number> = {
  malformed: 400,
  forbidden: 403,
  origin: 403,
  notFound: 404,
  conflict: 409,
  link: 404,
  expired: 410,
  tooLarge: 413,
  contentType: 415,
  invalid: 422,
  tooMany: 429,
  unavailable: 503,
}

export interface ProblemDetails {
  readonly errors?: readonly FieldError[]
  /** In seconds. */
  readonly retryAfter?: number
  /** From a message catalogue, where it says more than the kind alone. */
  readonly detail?: string
}

export const statusOf = (kind: ProblemKind): number => statuses[kind]

/** Answers with a problem as JSON (RFC 9457), in the words of the message catalogue, never of an exception. */
export function problem(
  kind: ProblemKind,
  { locale }: Pick<PageContext, 'locale'>,
  details: ProblemDetails = {},
): Reply {
  const { title, text } = messagesIn(locale).problem[kind]
  const status = statuses[kind]
  const { errors, detail = text } = details
  const reply = json(status, Problem, {
    type: `urn:supporter-engagement:problem:${kind}`,
    title,
    status,
    detail,
    ...(errors && { errors: [...errors] }),
  })
  const headers = {
    ...reply.headers,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  }
  return withRetryAfter({ ...reply, headers }, details)
}

/** Renders the problem as a page, in the reader's language. */
export function problemPage(kind: ProblemKind, context: PageContext, details: ProblemDetails = {}): Reply {
  const reply = message(context, messagesIn(context.locale).problem[kind], undefined, statuses[kind])
  return withRetryAfter(reply, details)
}

/** Answers with a problem, as a page or as JSON. */
export function respondWithProblem(
  request: HttpRequest,
  kind: ProblemKind,
  context: PageContext,
  { otherwise, ...details }: ProblemDetails & Fallback = {},
): Promise<Reply> {
  return respond(
    request,
    compact({
      page: () => problemPage(kind, context, details),
      json: () => problem(kind, context, details),
      otherwise,
    }),
  )
}

/** Tells the caller when to try again, if the details say so. */
export function withRetryAfter(reply: Reply, { retryAfter }: ProblemDetails): Reply {
  if (retryAfter === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfter) } }
}
