import { type Instant, withdrawalReasons } from '../domain/events.ts'
import { parsePause } from '../domain/pause.ts'
import type { Supporter } from '../domain/supporter.ts'
import type { LinkToken } from '../links/token.ts'
import { tooLatePage, unsubscribedPage, withdrawalUndonePage } from '../pages/unsubscribe-page.ts'
import { SubscriptionStatus, UnsubscribedStatus } from '../web/contract.ts'
import type { PageContext } from '../web/layout.ts'
import { problem } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import { type HttpRequest, prefersPage } from '../web/request.ts'
import { type LinkDependencies, presentRecord, pressed, supporterNow } from './link-endpoint.ts'
import { tokenContext } from './token-page.ts'

/**
 * What the page that follows leaving offers, whichever link led to it: to take it back, all or in part, and to say why.
 * @returns undefined if something else was pressed
 */
export async function pressAfterUnsubscribe(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply | undefined> {
  const action = fields.get('action')
  if (action !== 'undo-withdrawal' && action !== 'explain') return undefined
  // What was left may have been a record that moved to another address.
  const [supporterId] = await presentRecord(deps, token.supporterId)
  const present = { ...token, supporterId }
  return action === 'undo-withdrawal'
    ? comeBack(deps, request, present, fields)
    : explain(deps, request, present, fields)
}

/** Where a supporter stands who left, or came back: nobody who is on the list is told that they are not. */
export function afterUnsubscribeReply(
  context: PageContext,
  request: HttpRequest,
  supporter: Supporter,
  now: Instant,
): Reply {
  const subscribed = supporter.status === 'subscribed'
  if (!prefersPage(request, true)) {
    return subscribed
      ? json(200, SubscriptionStatus, { status: 'subscribed' })
      : json(200, UnsubscribedStatus, { status: 'unsubscribed' })
  }
  return subscribed
    ? withdrawalUndonePage(context, supporter, now)
    : unsubscribedPage(context, supporter, now)
}

async function comeBack(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply> {
  const now = deps.clock()
  const topics = fields.getAll('topics')
  const pause = parsePause(fields.get('pause') ?? undefined, now)
  const undoes = Number(fields.get('undoes'))
  // None ticked is no choice: the page stands as it was.
  if (topics.length === 0) return stay(deps, request, token)
  const command = {
    type: 'undo-withdrawal',
    undoes,
    topics,
    ...(typeof pause === 'number' && { pausedUntil: pause }),
  } as const
  const { outcome, supporter } = await pressed(deps, request, token, command)
  const context = tokenContext(deps.settings(), request, supporter.locale)
  if (outcome === 'withdrawal-undone') return afterUnsubscribeReply(context, request, supporter, now)
  return prefersPage(request, true) ? tooLatePage(context) : problem('expired', context)
}

async function explain(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply> {
  const reason = withdrawalReasons.find((known) => known === fields.get('reason'))
  if (!reason) return stay(deps, request, token)
  const { supporter } = await pressed(deps, request, token, { type: 'explain-withdrawal', reason })
  const context = tokenContext(deps.settings(), request, supporter.locale)
  return afterUnsubscribeReply(context, request, supporter, deps.clock())
}

async function stay(
  deps: LinkDependencies,
  request: HttpRequest,
  { supporterId }: LinkToken,
): Promise<Reply> {
  const supporter = await supporterNow(deps, supporterId)
  const context = tokenContext(deps.settings(), request, supporter.locale)
  return afterUnsubscribeReply(context, request, supporter, deps.clock())
}
