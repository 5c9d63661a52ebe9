import type { Outcome } from '../domain/commands.ts'
import type { ConfirmToken } from '../links/token.ts'
import { messagesIn } from '../messages/index.ts'
import { expiredPage, gonePage, movePage, notMovedPage, tooSoonPage } from '../pages/confirm-page.ts'
import { ConfirmedStatus, WaitingStatus } from '../web/contract.ts'
import { message, type PageContext } from '../web/layout.ts'
import { problem, retry } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import { prefersPage, type Request } from '../web/request.ts'
import { completeMove, type MoveDependencies, moveAsItStands } from '../workflows/address-change.ts'
import { evidenceOf } from './evidence.ts'
import type { LinkDependencies } from './link-endpoint.ts'

type ConfirmDependencies = LinkDependencies & MoveDependencies

/** The page that the link at the new address opens: what would move, or why nothing would. Changes nothing. */
export async function showMove(
  deps: ConfirmDependencies,
  request: Request,
  token: ConfirmToken,
  context: PageContext,
): Promise<Reply> {
  const { outcome, steps } = await moveAsItStands(deps, token)
  const event = steps.to?.event
  if (event?.type !== 'moved-here') return moveReply(request, context, outcome)
  const { consent } = event
  if (prefersPage(request, true)) return movePage(context, consent)
  return json(200, WaitingStatus, { status: 'waiting', topics: [...consent.topics] })
}

export async function pressMove(
  deps: ConfirmDependencies,
  request: Request,
  token: ConfirmToken,
  context: PageContext,
): Promise<Reply> {
  const { outcome } = await completeMove(deps, token, evidenceOf(request, deps.newSalt()))
  return moveReply(request, context, outcome)
}

function moveReply(request: Request, context: PageContext, outcome: Outcome): Reply {
  const asPage = prefersPage(request, true)
  const { move, already } = messagesIn(context.locale).confirm
  switch (outcome) {
    case 'moved':
    case 'already-confirmed':
      return asPage
        ? message(context, outcome === 'moved' ? move.done : already)
        : json(200, ConfirmedStatus, { status: 'confirmed' })
    case 'too-soon': {
      const retryAfter = 60
      const reply = asPage ? tooSoonPage(context) : problem('unavailable', context, { retryAfter })
      return { ...reply, headers: { ...reply.headers, ...retry({ retryAfter }) } }
    }
    case 'expired':
      return asPage ? expiredPage(context) : problem('expired', context)
    case 'move-stopped':
    case 'nothing-to-move':
      return asPage
        ? notMovedPage(context, outcome === 'move-stopped' ? 'stopped' : 'nothing')
        : problem('expired', context)
    default:
      return asPage ? gonePage(context) : problem('expired', context)
  }
}
