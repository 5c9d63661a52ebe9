import type * as z from 'zod/mini'
import type { RouteKeyOf } from '../shared/api/routes.ts'
import { hasChangedAddress, incomingAddressChange, type Supporter } from '../shared/domain/supporter.ts'
import { afterUnsubscribeReply, pressAfterUnsubscribe } from '../shared/endpoints/after-unsubscribe.ts'
import {
  type LinkDependencies,
  linkEndpoint,
  presentRecord,
  pressed,
  pressedFields,
  supporterNow,
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
import { type HttpRequest, maxBodyBytes, mediaType, prefersPage } from '../shared/web/request.ts'

/**
 * GET and HEAD /unsubscribe/{token} show one button and change nothing. POST leaves, from the page or by a mail
 * program's one click (RFC 8058): always 200, no redirect, no cookie, whatever the body says, but for what the page
 * after it offers. The link in a mail that asked a subscriber for more topics leaves those, and offers to leave all; that
 * in the notice of a move stops it. Who moved to another address since leaves that one.
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
  const [, supporter] = await leavable(deps, token)
  const context = contextOf(deps, request, supporter)
  if (!prefersPage(request, true)) return json(200, SubscriptionStatus, { status: statusShown(supporter) })
  if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
  if (supporter.outgoingAddressChange && supporter.outgoingAddressChange.cycle === token.cycle)
    return stopAddressChangePage(context)
  if (isOff(supporter)) return afterUnsubscribeReply(context, request, supporter, deps.clock())
  if (!isAboutMore(supporter, token)) return unsubscribePage(context)
  return cancelPage(
    context,
    incomingAddressChange(supporter)?.cycle === token.cycle ? 'address-change' : 'topics',
  )
}

/** Of these no press could take anything away; after a bounce or a complaint it still can: that they may be tried again. */
function isOff(supporter: Supporter): boolean {
  if (supporter.status === 'suppressed') return ['objected', 'erased'].includes(supporter.reason)
  return supporter.status === 'unknown' || supporter.status === 'unsubscribed'
}

/** What a link's holder needs to know: whether mails come, may come, or will not. */
function statusShown({ status }: Supporter): z.infer<typeof SubscriptionStatus>['status'] {
  return status === 'subscribed' || status === 'pending' ? status : 'unsubscribed'
}

async function press(deps: LinkDependencies, request: HttpRequest, token: UnsubscribeToken): Promise<Reply> {
  if (await isOneClick(request)) return leave(deps, request, token, 'one-click')
  const fields = pressedFields(request)
  const after = await pressAfterUnsubscribe(deps, request, token, fields)
  if (after) return after
  const { cycle, ...everything } = token
  return leave(deps, request, fields.get('action') === 'leave' ? everything : token, 'link')
}

async function leave(
  deps: LinkDependencies,
  request: HttpRequest,
  token: UnsubscribeToken,
  method: 'link' | 'one-click',
): Promise<Reply> {
  const { cycle } = token
  const [supporterId, loaded] = await leavable(deps, token)
  const { outcome, supporter } = await pressed(
    deps,
    request,
    { ...token, supporterId },
    cycle === undefined ? { type: 'unsubscribe', method } : { type: 'cancel-sign-up', cycle, method },
    { loaded },
  )
  const context = contextOf(deps, request, supporter)
  if (!prefersPage(request, method === 'link')) {
    return outcome === 'address-change-stopped'
      ? json(200, SubscriptionStatus, { status: statusShown(supporter) })
      : json(200, UnsubscribedStatus, { status: 'unsubscribed' })
  }
  if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
  switch (outcome) {
    case 'sign-up-cancelled':
      return cancelledPage(context)
    case 'address-change-stopped':
      return addressChangeStoppedPage(context)
    default:
      return afterUnsubscribeReply(context, request, supporter, deps.clock())
  }
}

/** A link of something that was asked for is about this record alone, wherever that moved since. */
async function leavable(deps: LinkDependencies, { supporterId, cycle }: UnsubscribeToken) {
  if (cycle === undefined) return presentRecord(deps, supporterId)
  return [supporterId, await supporterNow(deps, supporterId)] as const
}

/** Whether the mail asked somebody for more who goes on to get what they had: see `cancelRequest`. */
function isAboutMore(supporter: Supporter, { cycle }: UnsubscribeToken): boolean {
  return supporter.status === 'subscribed' && cycle !== undefined && supporter.confirmedCycle < cycle
}

/** `List-Unsubscribe=One-Click`, as multipart/form-data or urlencoded (RFC 8058, section 3.2). */
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
