import { type Instant, withdrawalReasons } from '../domain/events.ts'
import { parsePause } from '../domain/pause.ts'
import type { Supporter } from '../domain/supporter.ts'
import type { LinkToken } from '../links/token.ts'
import { tooLatePage, unsubscribedPage, withdrawalUndonePage } from '../pages/unsubscribe-page.ts'
import { SubscriptionStatus, UnsubscribedStatus } from '../web/contract.ts'
import type { PageContext } from '../web/layout.ts'
import { problem } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'
import { respond } from '../web/respond.ts'
import { commitPress, type LinkDependencies, loadPresentRecord, loadSupporter } from './link-endpoint.ts'
import { tokenContext } from './token-page.ts'

/**
 * Handles the presses on the page that follows unsubscribing, under any link: to undo it, in full or in part, or to
 * give a reason.
 * @returns undefined for any other press
 */
export async function pressAfterUnsubscribe(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply | undefined> {
  const action = fields.get('action')
  if (action !== 'undo-withdrawal' && action !== 'explain') return undefined
  // After an address change, the withdrawal may be in a later record.
  const [supporterId] = await loadPresentRecord(deps, token.supporterId)
  const present = { ...token, supporterId }
  return action === 'undo-withdrawal'
    ? undo(deps, request, present, fields)
    : explain(deps, request, present, fields)
}

/** Answers with the supporter's status after a withdrawal or its undoing. A subscriber is never told "unsubscribed". */
export function afterUnsubscribeReply(
  context: PageContext,
  request: HttpRequest,
  supporter: Supporter,
  now: Instant,
): Promise<Reply> {
  if (supporter.status === 'subscribed') {
    return respond(request, {
      page: () => withdrawalUndonePage(context, supporter, now),
      json: () => json(200, SubscriptionStatus, { status: 'subscribed' }),
    })
  }
  return respond(request, {
    page: () => unsubscribedPage(context, supporter, now),
    json: () => json(200, UnsubscribedStatus, { status: 'unsubscribed' }),
  })
}

async function undo(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply> {
  const now = deps.clock()
  const topics = fields.getAll('topics')
  const pause = parsePause(fields.get('pause') ?? undefined, now)
  const undoes = Number(fields.get('undoes'))
  // Without a topic there is no choice: the page is shown again.
  if (topics.length === 0) return showAgain(deps, request, token)
  const { outcome, supporter } = await commitPress(deps, request, token, {
    type: 'undo-withdrawal',
    undoes,
    topics,
    ...(typeof pause === 'number' && { pausedUntil: pause }),
  })
  const context = tokenContext(deps.settings(), request, supporter.locale)
  switch (outcome) {
    case 'withdrawal-undone':
      return afterUnsubscribeReply(context, request, supporter, now)
    case 'too-late':
      return respond(request, { page: () => tooLatePage(context), json: () => problem('expired', context) })
    default:
      return outcome satisfies never
  }
}

async function explain(
  deps: LinkDependencies,
  request: HttpRequest,
  token: LinkToken,
  fields: URLSearchParams,
): Promise<Reply> {
  const reason = withdrawalReasons.find((known) => known === fields.get('reason'))
  if (!reason) return showAgain(deps, request, token)
  const { supporter } = await commitPress(deps, request, token, { type: 'explain-withdrawal', reason })
  const context = tokenContext(deps.settings(), request, supporter.locale)
  return afterUnsubscribeReply(context, request, supporter, deps.clock())
}

async function showAgain(
  deps: LinkDependencies,
  request: HttpRequest,
  { supporterId }: LinkToken,
): Promise<Reply> {
  const supporter = await loadSupporter(deps, supporterId)
  const context = tokenContext(deps.settings(), request, supporter.locale)
  return afterUnsubscribeReply(context, request, supporter, deps.clock())
}
