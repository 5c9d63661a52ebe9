import { messagesIn } from '../messages/index.ts'
import type { Messages } from '../messages/messages.ts'
import { Problem } from './contract.ts'
import { message, type PageContext } from './layout.ts'
import { json, type Reply } from './reply.ts'

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
  /** Seconds. */
  readonly retryAfter?: number
  /** From the messages, where they say more than the kind alone. */
  readonly detail?: string
}

export const statusOf = (kind: ProblemKind): number => statuses[kind]

/** Answers with a problem (RFC 9457). Its words come from the messages, never from an exception. */
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
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...retry(details),
    },
  }
}

/** Answers with the same as a page, in the person's language. */
export function problemPage(kind: ProblemKind, context: PageContext, details: ProblemDetails = {}): Reply {
  const reply = message(context, messagesIn(context.locale).problem[kind], undefined, statuses[kind])
  return { ...reply, headers: { ...reply.headers, ...retry(details) } }
}

export function retry({ retryAfter }: ProblemDetails): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
}
