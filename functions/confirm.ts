import type * as z from 'zod/mini'
import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { CommandOf } from '../shared/domain/commands.ts'
import {
  incomingAddressChange,
  type PendingSignUp,
  pendingSignUp,
  type Supporter,
} from '../shared/domain/supporter.ts'
import { pressAddressChange, showAddressChange } from '../shared/endpoints/complete-address-change.ts'
import {
  commitPress,
  formFields,
  type LinkDependencies,
  linkEndpoint,
  loadSupporter,
} from '../shared/endpoints/link-endpoint.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import { expiredMark, hasMark, hasValidMark } from '../shared/links/same-browser.ts'
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
import type { HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'
import type { AddressChangeDependencies } from '../shared/workflows/address-change.ts'

/**
 * GET and HEAD /confirm/{token} show the consent to confirm and change nothing, since scanners open links. POST, a
 * person's press, confirms a sign-up, or an address change to this address; a second press is not an error.
 */
export const confirm = linkEndpoint<'confirm', ConfirmDependencies>('confirm', { show, press })

const answer = (request: HttpRequest) => confirm(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'confirm'>>({ 'GET /confirm/{token}': answer, 'POST /confirm/{token}': answer }),
)

type ConfirmDependencies = LinkDependencies & AddressChangeDependencies & Pick<Runtime, 'addressKey'>

async function show(deps: ConfirmDependencies, request: HttpRequest, token: ConfirmToken): Promise<Reply> {
  const supporter = await loadSupporter(deps, token.supporterId)
  const context = contextOf(deps, request, supporter)
  if (incomingAddressChange(supporter)?.cycle === token.cycle)
    return showAddressChange(deps, request, token, context)
  const waiting = pendingSignUp(supporter)
  if (waiting?.cycle === token.cycle) {
    if (deps.clock() >= token.expiresAt) return answerExpired(request, context)
    return respond(request, {
      page: async () =>
        confirmPage(context, waiting, { completes: await wasSentHere(deps, request, token, waiting) }),
      json: () => json(200, WaitingStatus, waitingStatus(waiting)),
    })
  }
  if (supporter.status === 'subscribed' && supporter.confirmedCycle >= token.cycle)
    return answerConfirmed(request, context, 'already')
  return answerGone(request, context)
}

/** Checks whether this browser sent all of the pending sign-up. Reads the key only if there is a mark to check. */
async function wasSentHere(
  deps: ConfirmDependencies,
  { cookies }: HttpRequest,
  { supporterId }: ConfirmToken,
  { nonce, joined }: PendingSignUp,
): Promise<boolean> {
  if (!hasMark(cookies) || nonce === undefined || joined) return false
  return hasValidMark(await deps.addressKey(), { supporterId, nonce }, deps.clock(), cookies)
}

async function press(deps: ConfirmDependencies, request: HttpRequest, token: ConfirmToken): Promise<Reply> {
  const command = commandOf(request, token)
  const loaded = await deps.store().load(token.supporterId)
  if (command.type === 'confirm' && incomingAddressChange(loaded)?.cycle === token.cycle)
    return pressAddressChange(deps, request, token, contextOf(deps, request, loaded))
  const { outcome, supporter } = await commitPress(deps, request, token, command, { loaded })
  const context = contextOf(deps, request, supporter)
  switch (outcome) {
    case 'confirmed':
      return withoutMark(request, await answerConfirmed(request, context, 'done'))
    case 'already-confirmed':
      return answerConfirmed(request, context, 'already')
    case 'resent':
      return respond(request, {
        page: () => message(context, messagesIn(context.locale).confirm.resent),
        json: () => json(200, ResentStatus, { status: 'resent' }),
      })
    case 'expired':
      return answerExpired(request, context)
    case 'changed':
      return answerChanged(request, context, supporter)
    case 'not-waiting':
      return answerGone(request, context)
    default:
      return outcome satisfies never
  }
}

function answerConfirmed(
  request: HttpRequest,
  context: PageContext,
  copy: 'done' | 'already',
): Promise<Reply> {
  return respond(request, {
    page: () => message(context, messagesIn(context.locale).confirm[copy]),
    json: () => json(200, ConfirmedStatus, { status: 'confirmed' }),
  })
}

/** Shows the sign-up again, as it was changed after the page was shown. */
function answerChanged(request: HttpRequest, context: PageContext, supporter: Supporter): Promise<Reply> {
  const waiting = pendingSignUp(supporter)
  if (!waiting) return answerGone(request, context)
  return respond(request, {
    page: () => confirmPage(context, waiting, { notice: messagesIn(context.locale).confirm.changed }),
    json: () => json(200, WaitingStatus, waitingStatus(waiting)),
  })
}

function answerExpired(request: HttpRequest, context: PageContext): Promise<Reply> {
  return respond(request, { page: () => expiredPage(context), json: () => problem('expired', context) })
}

function answerGone(request: HttpRequest, context: PageContext): Promise<Reply> {
  return respond(request, { page: () => gonePage(context), json: () => problem('expired', context) })
}

/** Deletes the same-browser mark, which is no longer needed. */
function withoutMark({ cookies }: HttpRequest, reply: Reply): Reply {
  return hasMark(cookies) ? { ...reply, cookies: [expiredMark] } : reply
}

function waitingStatus({ consent }: PendingSignUp): z.infer<typeof WaitingStatus> {
  return { status: 'waiting', topics: [...consent.topics] }
}

/**
 * Reads the command of a press. The page's form names the sign-up that it showed; a bare POST confirms the pending
 * one.
 */
function commandOf(
  request: HttpRequest,
  { cycle, expiresAt }: ConfirmToken,
): CommandOf<'confirm' | 'resend'> {
  const fields = formFields(request)
  if (fields.get('action') === 'resend') return { type: 'resend', cycle }
  const shown = Number(fields.get('request') ?? Number.NaN)
  return { type: 'confirm', cycle, linkExpiresAt: expiresAt, ...(Number.isSafeInteger(shown) && { shown }) }
}

function contextOf(
  deps: Pick<Runtime, 'settings'>,
  request: HttpRequest,
  supporter?: Supporter,
): PageContext {
  const requestedLocale = supporter && pendingSignUp(supporter)?.consent.locale
  return tokenContext(deps.settings(), request, requestedLocale, supporter?.locale)
}

const dependencies: ConfirmDependencies = {
  ...runtime,
  chain: (id) => chainOf(runtime.dynamoDb(), runtime.tables().ledger, id),
  isClosed: (mail) => isClosed(runtime.dynamoDb(), runtime.tables().supporters, mail),
}
