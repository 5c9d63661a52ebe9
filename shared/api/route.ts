import type * as z from 'zod/mini'
import type { OfficersAccess } from '../office/officers-endpoint.ts'
import { Locale } from '../settings/locale.ts'

export type Schema = z.core.$ZodType

export type RouteKey = `${'GET' | 'POST'} /${string}`

/** A route: the function that serves it, and its contract. */
export interface Route {
  /** The name of the file in `functions/`, without its extension. */
  readonly function: string
  /** The operation's name in clients generated from the OpenAPI document. */
  readonly operationId: string
  readonly summary: string
  /** By name. */
  readonly query?: Readonly<Record<string, QueryParameter>>
  readonly body?: Body
  /** By status code. */
  readonly answers: Readonly<Record<number, Answer>>
}

/** The keys of a table's routes that a function serves. */
export type RouteKeysOf<Routes extends Readonly<Record<string, Route>>, F extends string> = {
  [Key in keyof Routes]: Routes[Key]['function'] extends F ? Key : never
}[keyof Routes]

/** A route behind the officers' authorizer. Its answers include `officersAnswers`. */
export interface OfficersRoute extends Route, OfficersAccess {}

export interface QueryParameter {
  readonly description: string
  /** @default any text */
  readonly schema?: Schema
}

export interface Body {
  readonly types: readonly string[]
  readonly schema?: Schema
  /** The route also accepts a request without a body. @default false */
  readonly optional?: true
}

/** The answer for one status. Each property except the description stands for a content type. */
export interface Answer {
  readonly description: string
  readonly json?: Schema
  readonly jsonLd?: Schema
  readonly csv?: true
  readonly html?: true
  readonly zip?: true
  /** RFC 9457, or a page for browsers. */
  readonly problem?: true
}

export const json = 'application/json'
export const urlencoded = 'application/x-www-form-urlencoded'

export const page = (description: string): Answer => ({ description, html: true })
export const pageOrJson = (description: string, schema: Schema): Answer => ({
  description,
  json: schema,
  html: true,
})
export const problem = (description: string): Answer => ({ description, html: true, problem: true })

export const busy = { 503: problem('Busy: try again after `Retry-After` seconds') }
export const unreadable = {
  400: problem('The body cannot be read'),
  413: problem('The body is over 16 KB'),
  415: problem('The content type is not accepted'),
  422: problem('A field is invalid; `errors` names it'),
}
export const unknownLink = { 404: problem('The link is not valid') }
export const expired = { 410: problem('The link has expired or has served its purpose') }

/** The answers that every route of the officers' API can give. */
export const officersAnswers = {
  401: { description: 'The bearer token is missing or not valid' },
  403: problem('The role does not allow this'),
  422: unreadable[422],
  ...busy,
}

export const locale = {
  locale: {
    description: 'The language of the answer. Overrides `Accept-Language`.',
    schema: Locale,
  },
}
export const from = { from: { description: 'Continues a list: the value of `next` from the previous page' } }
