import type { AddressChangeCompletionOutcome } from '../domain/address-change.ts'
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
import { problem, withRetryAfter } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'
import { respond } from '../web/respond.ts'
import {
  type AddressChangeDependencies,
  completeAddressChange,
  previewAddressChange,
} from '../workflows/address-change.ts'
import { evidenceOf } from './evidence.ts'
import type { LinkDependencies } from './link-endpoint.ts'

type ConfirmDependencies = LinkDependencies & AddressChangeDependencies

/** Shows the page of the link at the new address: the topics that continue there, or why none do. Changes nothing. */
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
  return respond(request, {
    page: () => addressChangePage(context, consent),
    json: () => json(200, WaitingStatus, { status: 'waiting', topics: [...consent.topics] }),
  })
}

/** Completes the address change. */
export async function pressAddressChange(
  deps: ConfirmDependencies,
  request: HttpRequest,
  token: ConfirmToken,
  context: PageContext,
): Promise<Reply> {
  const { outcome } = await completeAddressChange(deps, token, evidenceOf(request, deps.newSalt()))
  return replyTo(request, context, outcome)
}

/** Seconds in which the notice to the old address is sent. */
const retryAfter = 60

function replyTo(
  request: HttpRequest,
  context: PageContext,
  outcome: AddressChangeCompletionOutcome,
): Promise<Reply> {
  const { addressChange, already } = messagesIn(context.locale).confirm
  const confirmed = () => json(200, ConfirmedStatus, { status: 'confirmed' })
  const expired = () => problem('expired', context)
  switch (outcome) {
    case 'address-changed':
      return respond(request, { page: () => message(context, addressChange.done), json: confirmed })
    case 'already-confirmed':
      return respond(request, { page: () => message(context, already), json: confirmed })
    case 'too-soon':
      return respond(request, {
        page: () => withRetryAfter(tooSoonPage(context), { retryAfter }),
        json: () => problem('unavailable', context, { retryAfter }),
      })
    case 'expired':
      return respond(request, { page: () => expiredPage(context), json: expired })
    case 'address-change-stopped':
      return respond(request, { page: () => addressNotChangedPage(context, 'stopped'), json: expired })
    case 'no-address-to-change':
      return respond(request, { page: () => addressNotChangedPage(context, 'nothing'), json: expired })
    case 'not-waiting':
      return respond(request, { page: () => gonePage(context), json: expired })
    default:
      return outcome satisfies never
  }
}
