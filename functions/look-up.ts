import type * as z from 'zod/mini'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import type { Instant } from '../shared/domain/events.ts'
import { lapse, pendingRetention } from '../shared/domain/lapse.ts'
import { whyNotMailed } from '../shared/domain/may-be-mailed.ts'
import type { DataRequest } from '../shared/domain/requests/request.ts'
import { pendingSignUp, type Supporter, unknownSupporter } from '../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { OfficersLookUp, type SupporterStanding } from '../shared/office/contract.ts'
import { readJson } from '../shared/office/json-body.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import {
  invalidReply,
  type Officer,
  type OfficerCall,
  type OfficerRoute,
  officersEndpoint,
} from '../shared/office/officers-endpoint.ts'
import { summaryOf } from '../shared/office/summary.ts'
import { timelineOf } from '../shared/office/timeline.ts'
import { verificationOf } from '../shared/office/verification.ts'
import { lookUp, type SupporterHoldings } from '../shared/store/look-up.ts'
import { mailItem } from '../shared/store/mail-log.ts'
import { type SealProver, sealProver } from '../shared/store/seal-proofs.ts'
import { fromSupporterItem } from '../shared/store/supporter-item.ts'
import { LookUp, type LookUpResult } from '../shared/web/contract.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'

export type LookUpDependencies = Pick<
  OfficeRuntime,
  'settings' | 'clock' | 'addressKey' | 'requests' | 'today'
> & {
  readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  readonly prover: () => SealProver
}

/** POST /privacy/lookup: everything held on an address, which stands in the body and never in a URL (UK GDPR Art 15). */
export const lookUpRoutes = (deps: LookUpDependencies): Record<string, OfficerRoute> => ({
  'POST /privacy/lookup': {
    action: 'look-up',
    roles: ['privacy-officer', 'auditor'],
    reason: 'said',
    read: (request, officer) => lookUpAddress(deps, request, officer),
  },
})

export const handler = officersEndpoint(
  officeRuntime,
  lookUpRoutes({
    ...officeRuntime,
    lookUp: (id) => lookUp(officeRuntime.dynamoDb(), officeRuntime.tables(), id),
    prover: () => sealProver(officeRuntime.dynamoDb(), officeRuntime.tables().ledger),
  }),
)

async function lookUpAddress(
  deps: LookUpDependencies,
  request: HttpRequest,
  officer: Officer,
): Promise<OfficerCall | Reply> {
  const detail = messagesIn(officer.locale).invalid.email
  const body = readJson(request, officer, LookUp, () => detail)
  if ('statusCode' in body) return body
  const address = parseEmailAddress(body.value.email)
  if (!address) return invalidReply(officer, { field: 'email', detail })
  const subject = supporterIdOf(address, await deps.addressKey())
  return {
    subject,
    async perform() {
      const [held, requests] = await Promise.all([deps.lookUp(subject), deps.requests().ofSupporter(subject)])
      const { locale } = officer
      return json(200, OfficersLookUp, {
        ...resultOf(deps, subject, held),
        timeline: timelineOf(held, deps.settings(), locale),
        verification: await verificationOf(held, deps.prover(), deps.clock()),
        requests: requests.map((found: DataRequest) =>
          summaryOf(found, deps.settings().dataRequests, deps.today()),
        ),
      })
    },
  }
}

/** As the record stands now: what has lapsed is shown as lapsed, though its item may still be there. */
function resultOf(
  deps: LookUpDependencies,
  supporterId: SupporterId,
  { profile, olderEvidence, mails, events }: SupporterHoldings,
): z.infer<typeof LookUpResult> & z.infer<typeof SupporterStanding> {
  const stored = profile ? fromSupporterItem(profile) : unknownSupporter()
  const supporter = lapse(stored, deps.clock(), pendingRetention(deps.settings()))
  const { status, address, name, locale } = supporter
  const request = pendingSignUp(supporter)
  return {
    supporterId,
    status,
    ...standingOf(supporter, deps.clock()),
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
    events: events.map((event) => ({ ...event })),
  }
}

function standingOf(supporter: Supporter, at: Instant): z.infer<typeof SupporterStanding> {
  const time = (instant: Instant) => new Date(instant).toISOString()
  const whyNot = whyNotMailed(supporter, at)
  const since = 'since' in supporter ? time(supporter.since) : undefined
  const { lawfulBasis, pausedUntil } = supporter.status === 'subscribed' ? supporter : {}
  return {
    mayBeMailed: whyNot === undefined,
    ...(whyNot && { whyNot }),
    ...(since && { since }),
    ...(lawfulBasis && { lawfulBasis }),
    ...(pausedUntil && { pausedUntil: time(pausedUntil) }),
    ...(supporter.restricted && { restrictedSince: time(supporter.restricted) }),
  }
}
