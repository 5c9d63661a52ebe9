import type * as z from 'zod/mini'
import { fromEnvironment } from '../shared/config.ts'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
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

export type LookUpDependencies = Pick<Runtime, 'settings' | 'addressKey'> & {
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
  return noStore(json(200, LookUpResult, resultOf(id, await deps.lookUp(id))))
}

export const handler = endpoint(runtime.settings, (request) =>
  lookUpAddress(
    {
      ...runtime,
      lookUp: (id) =>
        lookUp(
          runtime.dynamoDb(),
          { supporters: fromEnvironment('supportersTable'), ledger: fromEnvironment('ledgerTable') },
          id,
        ),
    },
    request,
  ),
)

function resultOf(
  supporterId: SupporterId,
  { profile, olderEvidence, events }: Holdings,
): z.infer<typeof LookUpResult> {
  const { address: email, name, locale } = profile ?? {}
  return {
    supporterId,
    status: profile?.status ?? 'unknown',
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(locale && { locale }),
    topics: profile?.status === 'subscribed' ? [...profile.topics] : [],
    evidence: [...olderEvidence, ...(profile?.evidence ?? [])],
    events: [...events],
  }
}

const noStore = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'cache-control': 'no-store' },
})
