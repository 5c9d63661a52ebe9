import type * as z from 'zod/mini'

/** What the description of an operation is made of. */

export type Schema = z.core.$ZodType

export interface Operation {
  readonly summary: string
  /** By bearer token; `says why`: with the header `X-Reason`. */
  readonly officers?: true | 'says why'
  /** By name, what each is for. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: { readonly schema?: Schema; readonly types: readonly string[] }
  readonly answers: Readonly<Record<number, Answer>>
}

export interface Answer {
  readonly description: string
  readonly json?: Schema
  readonly jsonLd?: Schema
  readonly csv?: boolean
  readonly page?: boolean
  readonly zip?: boolean
}

export const formTypes = ['application/json', 'application/x-www-form-urlencoded']
export const page = (description: string): Answer => ({ description, page: true })
export const both = (description: string, json: Schema): Answer => ({ description, json, page: true })
export const problem = (description: string): Answer => ({ description, page: true })
export const busy = { 503: problem('Busy; try again after Retry-After seconds') }
export const unreadable = {
  400: problem('The body cannot be read'),
  413: problem('More than 16 KB'),
  415: problem('Another content type'),
  422: problem('A field is wrong; `errors` names it'),
}
export const unknownLink = { 404: problem('No link of ours') }
export const expired = { 410: problem('The link has expired, or nothing waits for it') }
