import { type EmailAddress, isDeliverable, parseEmailAddress } from '../domain/email-address.ts'
import type { LinkToken } from '../links/token.ts'
import { messagesIn } from '../messages/index.ts'
import { addressChangeRequestedPage } from '../pages/my-data-page.ts'
import type { Runtime } from '../runtime.ts'
import { MyDataStatus } from '../web/contract.ts'
import { message, type PageContext } from '../web/layout.ts'
import { type FieldError, problem, respondWithProblem, withRetryAfter } from '../web/problem.ts'
import { json, type Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'
import { respond } from '../web/respond.ts'
import { startAddressChange } from '../workflows/address-change.ts'
import { evidenceOf } from './evidence.ts'
import type { LinkDependencies } from './link-endpoint.ts'

/**
 * Starts an address change from the my-data page. The answer is the same whether or not the new address is known.
 * Three limits stop abuse of a stolen link: one on the network, one on the notices to the current address in a day,
 * and one on the mails to the new address.
 */
export async function addressChangeReply(
  deps: LinkDependencies & Pick<Runtime, 'addressKey' | 'limit'>,
  request: HttpRequest,
  { supporterId }: LinkToken,
  { context, address }: { readonly context: PageContext; readonly address: EmailAddress },
): Promise<Reply> {
  const retryAfter = await deps.limit().hit(request.ip, deps.clock())
  if (retryAfter > 0) return respondWithProblem(request, 'tooMany', context, { retryAfter })
  const outcome = await startAddressChange(deps, supporterId, address, evidenceOf(request, deps.newSalt()))
  const { addressChange } = messagesIn(context.locale).myData
  switch (outcome) {
    case 'accepted':
      return respond(request, {
        page: () => addressChangeRequestedPage(context),
        json: () => json(200, MyDataStatus, { status: 'accepted' }),
      })
    case 'mailed-enough': {
      const tomorrow = { detail: addressChange.enough.text, retryAfter: 24 * 60 * 60 }
      return respond(request, {
        page: () => withRetryAfter(message(context, addressChange.enough, undefined, 429), tomorrow),
        json: () => problem('tooMany', context, tomorrow),
      })
    }
    case 'no-address-to-change':
      return respond(request, {
        page: () => message(context, addressChange.nothing, undefined, 410),
        json: () => problem('expired', context, { detail: addressChange.nothing.text }),
      })
    default:
      return outcome satisfies never
  }
}

/** Parses the new address as typed. @param present the address on record */
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
  return address.canonical() === present?.canonical() ? wrong(myData.addressChange.same) : address
}
