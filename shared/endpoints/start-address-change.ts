import { type EmailAddress, isDeliverable, parseEmailAddress } from '../domain/email-address.ts'
import type { LinkToken } from '../links/token.ts'
import { messagesIn } from '../messages/index.ts'
import { addressChangeRequestedPage } from '../pages/my-data-page.ts'
import type { Runtime } from '../runtime.ts'
import { MyDataStatus } from '../web/contract.ts'
import { message, type PageContext } from '../web/layout.ts'
import { type FieldError, problem, problemPage, retry } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import { type HttpRequest, prefersPage } from '../web/request.ts'
import { startAddressChange } from '../workflows/address-change.ts'
import { evidenceOf } from './evidence.ts'
import type { LinkDependencies } from './link-endpoint.ts'

/**
 * "Change my address", from the page of one's data. The answer is the same whatever is known of the new address; whoever
 * got hold of the link is held back by the network's limit, by the notices that the present address takes in a day, and
 * by the pace of the mails to the new one.
 */
export async function addressChangeReply(
  deps: LinkDependencies & Pick<Runtime, 'addressKey' | 'limit'>,
  request: HttpRequest,
  { supporterId }: LinkToken,
  { context, address }: { readonly context: PageContext; readonly address: EmailAddress },
): Promise<Reply> {
  const asPage = prefersPage(request, true)
  const retryAfter = await deps.limit().hit(request.ip, deps.clock())
  if (retryAfter > 0) return (asPage ? problemPage : problem)('tooMany', context, { retryAfter })
  const outcome = await startAddressChange(deps, supporterId, address, evidenceOf(request, deps.newSalt()))
  const { move } = messagesIn(context.locale).myData
  switch (outcome) {
    case 'accepted':
      return asPage ? addressChangeRequestedPage(context) : json(200, MyDataStatus, { status: 'accepted' })
    case 'mailed-enough': {
      const tomorrow = { detail: move.enough.text, retryAfter: 24 * 60 * 60 }
      if (!asPage) return problem('tooMany', context, tomorrow)
      const reply = message(context, move.enough, undefined, 429)
      return { ...reply, headers: { ...reply.headers, ...retry(tomorrow) } }
    }
    default:
      return asPage
        ? message(context, move.nothing, undefined, 410)
        : problem('expired', context, { detail: move.nothing.text })
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
