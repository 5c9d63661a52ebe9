import { createHash } from 'node:crypto'
import type { RequestActor } from '../domain/requests/request.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { OfficerMessages } from '../messages/officers/messages.ts'
import type { Locale } from '../settings/locale.ts'
import { chooseLocale, type HttpRequest } from '../web/request.ts'

/** The signed-in caller, and the language to answer in. */
export interface Officer {
  /** The `sub` of their sign-in, hashed if it could be personal. */
  readonly id: string
  readonly actor: RequestActor
  readonly locale: Locale
  readonly words: OfficerMessages
}

/** Returns the officer whose bearer token API Gateway checked. */
export function officerOf(request: HttpRequest, locales: readonly Locale[]): Officer {
  const locale = chooseLocale(request, locales)
  const id = opaqueId(String(request.claims.sub ?? request.claims.client_id ?? ''))
  return { id, actor: `officer:${id}`, locale, words: officerMessagesIn(locale) }
}

/** Hashes a claim that could be personal: the ledger keeps it forever. */
function opaqueId(claim: string): string {
  const opaque = /^[\w:|.-]{1,128}$/.test(claim)
  return opaque ? claim : `sha256:${createHash('sha256').update(claim).digest('base64url')}`
}
