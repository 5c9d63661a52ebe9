import type { Outcome } from '../domain/commands.ts'
import type { ConfirmToken } from '../links/token.ts'
import { messagesIn } from '../messages/index.ts'
import {
  addressChangePage,
  addressNotChangedPage,
  expiredPage,
  gonePage,
  tooSoonPage,
} from '../pages/confirm-page.ts'
import { ConfirmedStatus, WaitingStatus } from '../web/contract.ts'
import { message, type PageContext } from '../web/layout.ts'
import { problem, retry } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import { type HttpRequest, prefersPage } from '../web/request.ts'
import {
  type AddressChangeDependencies,
  completeAddressChange,
  previewAddressChange,
} from '../workflows/address-change.ts'
import { evidenceOf } from './evidence.ts'
import type { LinkDependencies } from './link-endpoint.ts'

type ConfirmDependencies = LinkDependencies & AddressChangeDependencies

/** The page that the link at the new address opens: what would move, or why nothing would. Changes nothing. */
export async function showAddressChange(
  deps: ConfirmDependencies,
  request: HttpRequest,
  token: ConfirmToken,
  context: PageContext,
): Promise<Reply> {
  const { outcome, steps } = await previewAddressChange(deps, token)
  const event = steps.to?.event
  if (event?.type !== 'address-changed-from') return replyTo(request, context, outcome)
  const { consent } = event
  if (prefersPage(request, true)) return addressChangePage(context, consent)
  return json(200, WaitingStatus, { status: 'waiting', topics: [...consent.topics] })
}

export async function pressAddressChange(
  deps: ConfirmDependencies,
  request: HttpRequest,
  token: ConfirmToken,
  context: PageContext,
): Promise<Reply> {
  const { outcome } = await completeAddressChange(deps, token, evidenceOf(request, deps.newSalt()))
  return replyTo(request, context, outcome)
}

function replyTo(request: HttpRequest, context: PageContext, outcome: Outcome): Reply {
  const asPage = prefersPage(request, true)
  const { move, already } = messagesIn(context.locale).confirm
  switch (outcome) {
    case 'address-changed':
    case 'already-confirmed':
      return asPage
        ? message(context, outcome === 'address-changed' ? move.done : already)
        : json(200, ConfirmedStatus, { status: 'confirmed' })
    case 'too-soon': {
      const retryAfter = 60
      const reply = asPage ? tooSoonPage(context) : problem('unavailable', context, { retryAfter })
      return { ...reply, headers: { ...reply.headers, ...retry({ retryAfter }) } }
    }
    case 'expired':
      return asPage ? expiredPage(context) : problem('expired', context)
    case 'address-change-stopped':
    case 'no-address-to-change':
      return asPage
        ? addressNotChangedPage(context, outcome === 'address-change-stopped' ? 'stopped' : 'nothing')
        : problem('expired', context)
    default:
      return asPage ? gonePage(context) : problem('expired', context)
  }
}
