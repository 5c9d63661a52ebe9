import type * as z from 'zod/mini'
import { commit } from '../shared/commit.ts'
import type { Command } from '../shared/domain/commands.ts'
import { lapse, pendingFor } from '../shared/domain/lapse.ts'
import { type PendingRequest, pendingRequest, type Supporter } from '../shared/domain/supporter.ts'
import { ConfirmedStatus, ResentStatus, WaitingStatus } from '../shared/http/contract.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { evidenceOf } from '../shared/http/evidence.ts'
import { problem } from '../shared/http/problem.ts'
import { json, type Reply } from '../shared/http/reply.ts'
import { parseBody, prefersPage, type Request } from '../shared/http/request.ts'
import { notOurs, tokenContext } from '../shared/http/token-page.ts'
import type { ConfirmToken } from '../shared/links/token.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { confirmPage, expiredPage, gonePage } from '../shared/pages/confirm-page.ts'
import { message, type PageContext } from '../shared/pages/layout.ts'
import { circumstancesNow, type Runtime, runtime } from '../shared/runtime.ts'

export type ConfirmDependencies = Pick<
  Runtime,
  'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'links'
>

/**
 * GET and HEAD /confirm/{token} show what would be agreed to and change nothing, since scanners open links.
 * POST, a person's press, confirms; a second press is no error.
 */
export async function confirm(deps: ConfirmDependencies, request: Request): Promise<Reply> {
  const token = await deps.links().verify(request.path.token ?? '', 'confirm')
  if (!token) return notOurs(deps.settings(), request)
  return request.method === 'POST' ? press(deps, request, token) : show(deps, request, token)
}

export const handler = endpoint(runtime.settings, (request) => confirm(runtime, request))

async function show(deps: ConfirmDependencies, request: Request, token: ConfirmToken): Promise<Reply> {
  const stored = await deps.store().load(token.supporterId)
  const supporter = lapse(stored, deps.clock(), pendingFor(deps.settings()))
  const context = contextOf(deps, request, supporter)
  const waiting = pendingRequest(supporter)
  const asPage = prefersPage(request, true)
  if (waiting?.cycle === token.cycle) {
    if (deps.clock() >= token.expiresAt) return asPage ? expiredPage(context) : problem('expired', context)
    if (asPage) return confirmPage(context, waiting)
    return json(200, WaitingStatus, waitingStatus(waiting))
  }
  if (supporter.status === 'subscribed' && supporter.confirmedCycle >= token.cycle) {
    if (asPage) return message(context, messagesIn(context.locale).confirm.already)
    return json(200, ConfirmedStatus, { status: 'confirmed' })
  }
  return asPage ? gonePage(context) : problem('expired', context)
}

async function press(deps: ConfirmDependencies, request: Request, token: ConfirmToken): Promise<Reply> {
  const evidence = evidenceOf(request, deps.newSalt())
  const command = commandOf(request, token)
  const { outcome, supporter } = await commit(
    deps.store(),
    token.supporterId,
    command,
    circumstancesNow(deps, evidence),
  )
  const context = contextOf(deps, request, supporter)
  const copy = messagesIn(context.locale).confirm
  const asPage = prefersPage(request, true)
  switch (outcome) {
    case 'confirmed':
      return asPage ? message(context, copy.done) : json(200, ConfirmedStatus, { status: 'confirmed' })
    case 'already-confirmed':
      return asPage ? message(context, copy.already) : json(200, ConfirmedStatus, { status: 'confirmed' })
    case 'resent':
      return asPage ? message(context, copy.resent) : json(200, ResentStatus, { status: 'resent' })
    case 'expired':
      return asPage ? expiredPage(context) : problem('expired', context)
    case 'changed': {
      const waiting = pendingRequest(supporter)
      if (!waiting) return asPage ? gonePage(context) : problem('expired', context)
      return asPage
        ? confirmPage(context, waiting, copy.changed)
        : json(200, WaitingStatus, waitingStatus(waiting))
    }
    default:
      return asPage ? gonePage(context) : problem('expired', context)
  }
}

function waitingStatus({ consent }: PendingRequest): z.infer<typeof WaitingStatus> {
  return { status: 'waiting', topics: [...consent.topics] }
}

/** The page's form says which request it showed; a bare POST confirms what waits. */
function commandOf(request: Request, { cycle, expiresAt }: ConfirmToken): Command {
  const body = parseBody(request)
  const fields = typeof body === 'object' && body.kind === 'form' ? body.fields : new URLSearchParams()
  if (fields.get('action') === 'resend') return { type: 'resend', cycle }
  const shown = Number(fields.get('request') ?? Number.NaN)
  return { type: 'confirm', cycle, linkExpiresAt: expiresAt, ...(Number.isSafeInteger(shown) && { shown }) }
}

function contextOf(deps: Pick<Runtime, 'settings'>, request: Request, supporter?: Supporter): PageContext {
  const asked = supporter && pendingRequest(supporter)?.consent.locale
  return tokenContext(deps.settings(), request, asked, supporter?.locale)
}
