import type * as z from 'zod/mini'
import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { OutcomeOf } from '../shared/domain/commands.ts'
import { hasChangedAddress, incomingAddressChange, type Supporter } from '../shared/domain/supporter.ts'
import { afterUnsubscribeReply, pressAfterUnsubscribe } from '../shared/endpoints/after-unsubscribe.ts'
import {
  commitPress,
  formFields,
  type LinkDependencies,
  linkEndpoint,
  loadPresentRecord,
  loadSupporter,
} from '../shared/endpoints/link-endpoint.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import type { UnsubscribeToken } from '../shared/links/token.ts'
import {
  addressChangedPage,
  addressChangeStoppedPage,
  cancelledPage,
  cancelPage,
  stopAddressChangePage,
  unsubscribeFromEverything,
  unsubscribePage,
} from '../shared/pages/unsubscribe-page.ts'
import { runtime } from '../shared/runtime.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { SubscriptionStatus, UnsubscribedStatus } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import type { PageContext } from '../shared/web/layout.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, maxBodyBytes, mediaType } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'

/**
 * GET and HEAD /unsubscribe/{token} show one button and change nothing. POST unsubscribes, from the page or by a mail
 * program's one click (RFC 8058): always 200, no redirect, no cookie, whatever the body holds, except for the presses
 * of the page that follows. The link in a mail that asked a subscriber to confirm more topics cancels those, and
 * offers to unsubscribe from everything; the link in the notice of an address change stops that change. After an
 * address change, the link unsubscribes the new address.
 */
export const unsubscribe = linkEndpoint('unsubscribe', { show, press })

const answer = (request: HttpRequest) => unsubscribe(runtime, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'unsubscribe'>>({
    'GET /unsubscribe/{token}': answer,
    'POST /unsubscribe/{token}': answer,
  }),
)

async function show(deps: LinkDependencies, request: HttpRequest, token: UnsubscribeToken): Promise<Reply> {
  const [, supporter] = await loadRecord(deps, token)
  const context = contextOf(deps, request, supporter)
  return respond(request, {
    page: () => pageFor(deps, request, context, { supporter, token }),
    json: () => json(200, SubscriptionStatus, { status: statusOf(supporter) }),
  })
}

function pageFor(
  deps: LinkDependencies,
  request: HttpRequest,
  context: PageContext,
  { supporter, token }: { readonly supporter: Supporter; readonly token: UnsubscribeToken },
): Reply | Promise<Reply> {
  if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
  if (supporter.outgoingAddressChange && supporter.outgoingAddressChange.cycle === token.cycle)
    return stopAddressChangePage(context)
  if (isOff(supporter)) return afterUnsubscribeReply(context, request, supporter, deps.clock())
  if (!isAboutMore(supporter, token)) return unsubscribePage(context)
  const subject = incomingAddressChange(supporter)?.cycle === token.cycle ? 'address-change' : 'topics'
  return cancelPage(context, subject)
}

/**
 * Checks whether unsubscribing would change nothing. After a bounce or a complaint it would: a new sign-up could try
 * again.
 */
function isOff(supporter: Supporter): boolean {
  if (supporter.status === 'suppressed') return ['objected', 'erased'].includes(supporter.reason)
  return supporter.status === 'unknown' || supporter.status === 'unsubscribed'
}

/** Returns the status for the link's holder: mails are sent, may be sent, or are not sent. */
function statusOf({ status }: Supporter): z.infer<typeof SubscriptionStatus>['status'] {
  return status === 'subscribed' || status === 'pending' ? status : 'unsubscribed'
}

async function press(deps: LinkDependencies, request: HttpRequest, token: UnsubscribeToken): Promise<Reply> {
  if (await isOneClick(request)) return unsubscribeOrCancel(deps, request, token, 'one-click')
  const fields = formFields(request)
  const after = await pressAfterUnsubscribe(deps, request, token, fields)
  if (after) return after
  const { cycle, ...everything } = token
  return unsubscribeOrCancel(deps, request, fields.get('action') === 'leave' ? everything : token, 'link')
}

async function unsubscribeOrCancel(
  deps: LinkDependencies,
  request: HttpRequest,
  token: UnsubscribeToken,
  method: 'link' | 'one-click',
): Promise<Reply> {
  const { cycle } = token
  const [supporterId, loaded] = await loadRecord(deps, token)
  const { outcome, supporter } = await commitPress(
    deps,
    request,
    { ...token, supporterId },
    cycle === undefined ? { type: 'unsubscribe', method } : { type: 'cancel-sign-up', cycle, method },
    { loaded },
  )
  const context = contextOf(deps, request, supporter)
  return respond(request, {
    page: () => pageAfter(deps, request, context, { outcome, supporter }),
    json: () =>
      outcome === 'address-change-stopped'
        ? json(200, SubscriptionStatus, { status: statusOf(supporter) })
        : json(200, UnsubscribedStatus, { status: 'unsubscribed' }),
    otherwise: method === 'link' ? 'page' : 'json',
  })
}

interface Unsubscribed {
  readonly outcome: OutcomeOf<'unsubscribe' | 'cancel-sign-up'>
  readonly supporter: Supporter
}

function pageAfter(
  deps: LinkDependencies,
  request: HttpRequest,
  context: PageContext,
  { outcome, supporter }: Unsubscribed,
): Reply | Promise<Reply> {
  if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
  switch (outcome) {
    case 'sign-up-cancelled':
      return cancelledPage(context)
    case 'address-change-stopped':
      return addressChangeStoppedPage(context)
    case 'unsubscribed':
      return afterUnsubscribeReply(context, request, supporter, deps.clock())
    default:
      return outcome satisfies never
  }
}

/**
 * Loads the record that a link is about. A link that cancels one sign-up or address change is about its own record,
 * whatever address changes follow.
 */
async function loadRecord(deps: LinkDependencies, { supporterId, cycle }: UnsubscribeToken) {
  if (cycle === undefined) return loadPresentRecord(deps, supporterId)
  return [supporterId, await loadSupporter(deps, supporterId)] as const
}

/**
 * Checks whether the mail asked a subscriber to confirm more, so that cancelling removes nothing: see `cancelSignUp`.
 */
function isAboutMore(supporter: Supporter, { cycle }: UnsubscribeToken): boolean {
  return supporter.status === 'subscribed' && cycle !== undefined && supporter.confirmedCycle < cycle
}

/**
 * Checks whether the body is `List-Unsubscribe=One-Click`, as multipart/form-data or urlencoded (RFC 8058, section
 * 3.2).
 */
async function isOneClick(request: HttpRequest): Promise<boolean> {
  const formTypes = ['multipart/form-data', 'application/x-www-form-urlencoded']
  if (!formTypes.includes(mediaType(request)) || request.body.length > maxBodyBytes) return false
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  try {
    const fields = await new Response(new Uint8Array(request.body), { headers }).formData()
    return fields.get('List-Unsubscribe') === 'One-Click'
  } catch {
    return false
  }
}

function contextOf(
  deps: Pick<LinkDependencies, 'settings'>,
  request: HttpRequest,
  supporter: Supporter,
): PageContext {
  return tokenContext(deps.settings(), request, supporter.locale)
}
