import type * as z from 'zod/mini'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import { lapse, pendingFor } from '../shared/domain/lapse.ts'
import { pendingRequest, unknownSupporter } from '../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { LookUp, LookUpResult } from '../shared/http/contract.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { problem } from '../shared/http/problem.ts'
import { json, type Reply } from '../shared/http/reply.ts'
import { chooseLocale, parseBody, type Request } from '../shared/http/request.ts'
import { rolesOf } from '../shared/http/roles.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { type Holdings, lookUp } from '../shared/store/look-up.ts'
import { mailItem } from '../shared/store/mail-log.ts'
import { fromSupporterItem } from '../shared/store/supporter-item.ts'

export type LookUpDependencies = Pick<Runtime, 'settings' | 'clock' | 'addressKey'> & {
  readonly lookUp: (id: SupporterId) => Promise<Holdings>
}

/** POST /privacy/lookup: everything held on an address, which stands in the body and never in a URL (UK GDPR Art 15). */
export async function lookUpAddress(deps: LookUpDependencies, request: Request): Promise<Reply> {
  const { locales } = deps.settings()
  const context = { locale: chooseLocale(request, locales) }
  if (!rolesOf(request).includes('privacy-officer')) return problem('forbidden', context)
  const body = parseBody(request)
  if (typeof body === 'string') return problem(body, context)
  if (body.kind !== 'json') return problem('contentType', context)
  const parsed = LookUp.safeParse(body.value)
  const address = parsed.success ? parseEmailAddress(parsed.data.email) : undefined
  if (!address) {
    const detail = messagesIn(context.locale).invalid.email
    return problem('invalid', context, { errors: [{ field: 'email', detail }] })
  }
  const id = supporterIdOf(address, await deps.addressKey())
  return json(200, LookUpResult, resultOf(deps, id, await deps.lookUp(id)))
}

export const handler = endpoint(runtime.settings, (request) =>
  lookUpAddress(
    {
      ...runtime,
      lookUp: (id) => lookUp(runtime.dynamoDb(), runtime.tables(), id),
    },
    request,
  ),
)

/** As the record stands now: what has lapsed is shown as lapsed, though its item may still be there. */
function resultOf(
  deps: LookUpDependencies,
  supporterId: SupporterId,
  { profile, olderEvidence, mails, events }: Holdings,
): z.infer<typeof LookUpResult> {
  const stored = profile ? fromSupporterItem(profile) : unknownSupporter()
  const supporter = lapse(stored, deps.clock(), pendingFor(deps.settings()))
  const { status, address, name, locale } = supporter
  const request = pendingRequest(supporter)
  return {
    supporterId,
    status,
    ...(address && { email: address.original() }),
    ...(name !== undefined && { name }),
    ...(locale && { locale }),
    topics: status === 'subscribed' ? [...supporter.topics] : [],
    ...(request && {
      request: { ...request.consent, ...(request.name !== undefined && { name: request.name }) },
    }),
    evidence: [...olderEvidence, ...supporter.evidence],
    mails: mails.map(({ item, closedAt, outcome }) => ({
      sequence: Number(item.slice(mailItem.length)),
      ...(outcome && { outcome }),
      ...(closedAt && { at: new Date(closedAt).toISOString() }),
    })),
    events: [...events],
  }
}
