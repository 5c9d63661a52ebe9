import type * as z from 'zod/mini'
import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import type { Instant } from '../shared/domain/events.ts'
import { lapse, pendingRetention } from '../shared/domain/lapse.ts'
import { whyNotMailed } from '../shared/domain/may-be-mailed.ts'
import { detailsIn } from '../shared/domain/profile.ts'
import type { DataRequest } from '../shared/domain/requests/request.ts'
import { pendingSignUp, type Supporter, unknownSupporter } from '../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { compact } from '../shared/lib/compact.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { OfficersLookUp, type SupporterStanding } from '../shared/office/contract.ts'
import { summaryOf } from '../shared/office/data-request-summary.ts'
import { parseJsonBody } from '../shared/office/json-body.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { invalidReply } from '../shared/office/replies.ts'
import { timelineOf } from '../shared/office/timeline.ts'
import { verificationOf } from '../shared/office/verification.ts'
import { lookUp, type SupporterHoldings } from '../shared/store/look-up.ts'
import { mailItem } from '../shared/store/mail-log.ts'
import { type SealProver, sealProver } from '../shared/store/seal-proofs.ts'
import { fromSupporterItem } from '../shared/store/supporter-item.ts'
import { LookUp, type LookUpResult } from '../shared/web/record-contract.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'

export type LookUpDependencies = Pick<
  OfficeRuntime,
  'settings' | 'clock' | 'addressKey' | 'requests' | 'today'
> & {
  readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  readonly prover: () => SealProver
}

/** Returns everything held on an address (UK GDPR Art 15). The address is in the body, never in a URL. */
export const lookUpHandlers = (deps: LookUpDependencies): OfficersHandlers<'look-up'> => ({
  'POST /privacy/lookup': (request, officer) => lookUpAddress(deps, request, officer),
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('look-up'),
  lookUpHandlers({
    ...officeRuntime,
    lookUp: (id) => lookUp(officeRuntime.dynamoDb(), officeRuntime.tables(), id),
    prover: () => sealProver(officeRuntime.dynamoDb(), officeRuntime.tables().ledger),
  }),
)

async function lookUpAddress(
  deps: LookUpDependencies,
  request: HttpRequest,
  officer: Officer,
): Promise<PreparedCall | Reply> {
  const detail = messagesIn(officer.locale).invalid.email
  const body = parseJsonBody(request, officer, LookUp, () => detail)
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

/** Describes the record as it is now: lapsed data counts as deleted, although its item may still be there. */
function resultOf(
  deps: LookUpDependencies,
  supporterId: SupporterId,
  { profile, olderEvidence, mails, events }: SupporterHoldings,
): z.infer<typeof LookUpResult> & z.infer<typeof SupporterStanding> {
  const stored = profile ? fromSupporterItem(profile) : unknownSupporter()
  const supporter = lapse(stored, deps.clock(), pendingRetention(deps.settings()))
  const { status, address, locale } = supporter
  const request = pendingSignUp(supporter)
  return compact({
    supporterId,
    status,
    ...standingOf(supporter, deps.clock()),
    email: address?.original(),
    ...detailsIn(supporter),
    locale,
    topics: status === 'subscribed' ? supporter.topics.slice() : [],
    request: request && { ...request.consent, ...detailsIn(request) },
    evidence: olderEvidence.concat(supporter.evidence),
    mails: mails.map(({ item, closedAt, outcome }) =>
      compact({
        sequence: Number(item.slice(mailItem.length)),
        outcome,
        ...(closedAt && { at: new Date(closedAt).toISOString() }),
      }),
    ),
    events: events.map((event) => ({ ...event })),
  })
}

function standingOf(supporter: Supporter, at: Instant): z.infer<typeof SupporterStanding> {
  const time = (instant: Instant) => new Date(instant).toISOString()
  const whyNot = whyNotMailed(supporter, at)
  const since = 'since' in supporter ? time(supporter.since) : undefined
  const { lawfulBasis, pausedUntil } = supporter.status === 'subscribed' ? supporter : {}
  return compact({
    mayBeMailed: whyNot === undefined,
    whyNot,
    ...(since && { since }),
    lawfulBasis,
    ...(pausedUntil && { pausedUntil: time(pausedUntil) }),
    ...(supporter.restricted && { restrictedSince: time(supporter.restricted) }),
  })
}
