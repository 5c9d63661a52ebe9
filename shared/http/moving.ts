import type { Outcome } from '../domain/commands.ts'
import { type EmailAddress, isDeliverable, parseEmailAddress } from '../domain/email-address.ts'
import { hasMoved, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { ConfirmToken, LinkToken } from '../links/token.ts'
import { messagesIn } from '../messages/index.ts'
import { askToMove, completeMove, type MoveDependencies, moveAsItStands } from '../move.ts'
import { expiredPage, gonePage, movePage, notMovedPage, tooSoonPage } from '../pages/confirm-page.ts'
import { message, type PageContext } from '../pages/layout.ts'
import { moveAskedPage } from '../pages/my-data-page.ts'
import type { Runtime } from '../runtime.ts'
import { ConfirmedStatus, MyDataStatus, WaitingStatus } from './contract.ts'
import { evidenceOf } from './evidence.ts'
import { type LinkDependencies, supporterNow } from './link-endpoint.ts'
import { type FieldError, problem, problemPage, retry } from './problem.ts'
import { json, type Reply } from './reply.ts'
import { prefersPage, type Request } from './request.ts'

/**
 * "Change my address", from the page of one's data. The answer is the same whatever is known of the new address; whoever
 * got hold of the link is held back by the network's limit, by the notices that the present address takes in a day, and
 * by the pace of the mails to the new one.
 */
export async function askToMoveTo(
  deps: LinkDependencies & Pick<Runtime, 'addressKey' | 'limit'>,
  request: Request,
  { supporterId }: LinkToken,
  { context, address }: { readonly context: PageContext; readonly address: EmailAddress },
): Promise<Reply> {
  const asPage = prefersPage(request, true)
  const retryAfter = await deps.limit().hit(request.ip, deps.clock())
  if (retryAfter > 0) return (asPage ? problemPage : problem)('tooMany', context, { retryAfter })
  const outcome = await askToMove(deps, supporterId, address, evidenceOf(request, deps.newSalt()))
  const { move } = messagesIn(context.locale).myData
  switch (outcome) {
    case 'accepted':
      return asPage ? moveAskedPage(context) : json(200, MyDataStatus, { status: 'accepted' })
    case 'mailed-enough':
      return asPage
        ? message(context, move.enough, undefined, 429)
        : problem('tooMany', context, { detail: move.enough.text })
    default:
      return asPage ? notMovedPage(context, 'nothing') : problem('expired', context)
  }
}

/** What was typed for the new address. @param present the one on record */
export function newAddress(
  { locale }: PageContext,
  typed: string,
  present: EmailAddress | undefined,
): EmailAddress | FieldError[] {
  const { invalid, myData } = messagesIn(locale)
  const wrong = (detail: string) => [{ field: 'email', detail }]
  const address = parseEmailAddress(typed.toWellFormed())
  if (!address) return wrong(invalid.email)
  if (!isDeliverable(address)) return wrong(invalid.undeliverable)
  return address.canonical() === present?.canonical() ? wrong(myData.move.same) : address
}

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

const mostMoves = 5

/**
 * The record that somebody has now who had this one when the mail was written: leaving works from every mail that ever
 * came, also at an address that was left since.
 */
export async function presentRecord(
  deps: LinkDependencies,
  id: SupporterId,
): Promise<[SupporterId, Supporter]> {
  let supporterId = id
  for (let moves = 0; ; moves++) {
    const supporter = await supporterNow(deps, supporterId)
    if (!hasMoved(supporter) || moves === mostMoves) return [supporterId, supporter]
    supporterId = supporter.movedTo
  }
}
