import * as z from 'zod/mini'
import { type FieldError, problem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { type HttpRequest, parseBody } from '../web/request.ts'
import type { Officer } from './officer.ts'
import { invalidReply } from './replies.ts'

/**
 * Parses a JSON body with its schema.
 * @param explain returns the error message for a field
 * @returns the value, or the reply that refuses it: 400, 413, 415 or 422
 */
export function parseJsonBody<S extends z.core.$ZodType>(
  request: HttpRequest,
  officer: Officer,
  schema: S,
  explain: (field: string) => string,
): { readonly value: z.output<S> } | Reply {
  const body = parseBody(request)
  if (typeof body === 'string') return problem(body, officer)
  if (body.kind !== 'json') return problem('contentType', officer)
  const parsed = z.safeParse(schema, body.value)
  if (parsed.success) return { value: parsed.data }
  const fields = new Set(parsed.error.issues.map(({ path }) => path.map(String).join('.')))
  const errors: FieldError[] = [...fields].map((field) => ({ field, detail: explain(field) }))
  return invalidReply(officer, ...errors)
}
