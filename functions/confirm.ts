import type * as z from 'zod/mini'
import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { Command } from '../shared/domain/commands.ts'
import {
  incomingAddressChange,
  type PendingSignUp,
  pendingSignUp,
  type Supporter,
} from '../shared/domain/supporter.ts'
import { pressAddressChange, showAddressChange } from '../shared/endpoints/complete-address-change.ts'
import {
  type LinkDependencies,
  linkEndpoint,
  pressed,
  pressedFields,
  supporterNow,
} from '../shared/endpoints/link-endpoint.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import { hasMark, isMarked, noMark } from '../shared/links/same-browser.ts'
import type { ConfirmToken } from '../shared/links/token.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { confirmPage, expiredPage, gonePage } from '../shared/pages/confirm-page.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { chainOf } from '../shared/store/look-up.ts'
import { isClosed } from '../shared/store/mail-log.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { ConfirmedStatus, ResentStatus, WaitingStatus } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { message, type PageContext } from '../shared/web/layout.ts'
import { problem } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, prefersPage } from '../shared/web/request.ts'
import type { AddressChangeDependencies } from '../shared/workflows/address-change.ts'

/**
 * GET and HEAD /confirm/{token} show what would be agreed to and change nothing, since scanners open links.
 * POST, a person's press, confirms; a second press is no error. What is confirmed is a sign-up, or a move to this address.
 */
export const confirm = linkEndpoint<'confirm', ConfirmDependencies>('confirm', { show, press })

const answer = (request: HttpRequest) => confirm(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'confirm'>>({ 'GET /confirm/{token}': answer, 'POST /confirm/{token}': answer }),
)

type ConfirmDependencies = LinkDependencies & AddressChangeDependencies & Pick<Runtime, 'addressKey'>

const dependencies: ConfirmDependencies = {
  ...runtime,
  chain: (id) => chainOf(runtime.dynamoDb(), runtime.tables().ledger, id),
  isClosed: (mail) => isClosed(runtime.dynamoDb(), runtime.tables().supporters, mail),
}

async function show(deps: ConfirmDependencies, request: HttpRequest, token: ConfirmToken): Promise<Reply> {
  const supporter = await supporterNow(deps, token.supporterId)
  const context = contextOf(deps, request, supporter)
  const waiting = pendingSignUp(supporter)
  const asPage = prefersPage(request, true)
  if (incomingAddressChange(supporter)?.cycle === token.cycle)
    return showAddressChange(deps, request, token, context)
  if (waiting?.cycle === token.cycle) {
    if (deps.clock() >= token.expiresAt) return asPage ? expiredPage(context) : problem('expired', context)
    if (asPage)
      return confirmPage(context, waiting, { completes: await wasSentHere(deps, request, token, waiting) })
    return json(200, WaitingStatus, waitingStatus(waiting))
  }
  if (supporter.status === 'subscribed' && supporter.confirmedCycle >= token.cycle) {
    if (asPage) return message(context, messagesIn(context.locale).confirm.already)
    return json(200, ConfirmedStatus, { status: 'confirmed' })
  }
  return asPage ? gonePage(context) : problem('expired', context)
}

/** Reads the key only where there is a mark to check. */
async function wasSentHere(
  deps: ConfirmDependencies,
  { cookies }: HttpRequest,
  { supporterId }: ConfirmToken,
  { sequence }: PendingSignUp,
): Promise<boolean> {
  if (!hasMark(cookies)) return false
  return isMarked(await deps.addressKey(), { supporterId, request: sequence }, deps.clock(), cookies)
}

async function press(deps: ConfirmDependencies, request: HttpRequest, token: ConfirmToken): Promise<Reply> {
  const command = commandOf(request, token)
  const loaded = await deps.store().load(token.supporterId)
  if (command.type === 'confirm' && incomingAddressChange(loaded)?.cycle === token.cycle)
    return pressAddressChange(deps, request, token, contextOf(deps, request, loaded))
  const { outcome, supporter } = await pressed(deps, request, token, command, { loaded })
  const context = contextOf(deps, request, supporter)
  const copy = messagesIn(context.locale).confirm
  const asPage = prefersPage(request, true)
  switch (outcome) {
    case 'confirmed':
      return withoutMark(
        request,
        asPage ? message(context, copy.done) : json(200, ConfirmedStatus, { status: 'confirmed' }),
      )
    case 'already-confirmed':
      return asPage ? message(context, copy.already) : json(200, ConfirmedStatus, { status: 'confirmed' })
    case 'resent':
      return asPage ? message(context, copy.resent) : json(200, ResentStatus, { status: 'resent' })
    case 'expired':
      return asPage ? expiredPage(context) : problem('expired', context)
    case 'changed': {
      const waiting = pendingSignUp(supporter)
      if (!waiting) return asPage ? gonePage(context) : problem('expired', context)
      return asPage
        ? confirmPage(context, waiting, { notice: copy.changed })
        : json(200, WaitingStatus, waitingStatus(waiting))
    }
    default:
      return asPage ? gonePage(context) : problem('expired', context)
  }
}

/** The mark has served. */
function withoutMark({ cookies }: HttpRequest, reply: Reply): Reply {
  return hasMark(cookies) ? { ...reply, cookies: [noMark] } : reply
}

function waitingStatus({ consent }: PendingSignUp): z.infer<typeof WaitingStatus> {
  return { status: 'waiting', topics: [...consent.topics] }
}

/** The page's form says which request it showed; a bare POST confirms what waits. */
function commandOf(request: HttpRequest, { cycle, expiresAt }: ConfirmToken): Command {
  const fields = pressedFields(request)
  if (fields.get('action') === 'resend') return { type: 'resend', cycle }
  const shown = Number(fields.get('request') ?? Number.NaN)
  return { type: 'confirm', cycle, linkExpiresAt: expiresAt, ...(Number.isSafeInteger(shown) && { shown }) }
}

function contextOf(
  deps: Pick<Runtime, 'settings'>,
  request: HttpRequest,
  supporter?: Supporter,
): PageContext {
  const asked = supporter && pendingSignUp(supporter)?.consent.locale
  return tokenContext(deps.settings(), request, asked, supporter?.locale)
}
