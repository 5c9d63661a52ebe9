import * as z from 'zod/mini'
import { SupporterId } from '../../../shared/domain/supporter-id.ts'
import type { MailKey } from '../../../shared/store/mail-log.ts'
import { MailPartition } from '../../../shared/store/partitions.ts'
import { OwedFollowUp } from '../../../shared/workflows/owed-follow-up.ts'

/** A message in a dead-letter queue. */
export type Letter =
  | ({ readonly kind: 'mail' } & MailKey)
  | { readonly kind: 'feedback'; readonly report: string }
  | { readonly kind: 'sign-up' }
  | { readonly kind: 'my-data-link' }
  | { readonly kind: 'follow-up' }
  | {
      readonly kind: 'provider-event'
      readonly says: string
      readonly functionArn: string
      readonly event: object
    }
  | {
      readonly kind: 'batch'
      readonly functionArn: string
      /** When the first and the last event reached the stream (ISO 8601). */
      readonly from: string
      readonly to: string
      readonly size: number
    }
  | { readonly kind: 'schedule'; readonly rule: string }
  | { readonly kind: 'unknown' }

const Mail = z.object({ type: z.literal('mail'), supporterId: MailPartition, sequence: z.int() })
const Feedback = z.object({
  type: z.enum(['bounce', 'soft-bounce', 'complaint', 'delivery', 'delay']),
  supporterId: SupporterId,
})
const SignUp = z.object({ type: z.literal('sign-up'), supporterId: SupporterId })
const MyDataLinkRequest = z.object({ type: z.literal('my-data-link'), supporterId: SupporterId })
/** Lambda's message about stream records that a function could not process. */
const Batch = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  DDBStreamBatchInfo: z.object({
    approximateArrivalOfFirstRecord: z.string(),
    approximateArrivalOfLastRecord: z.string(),
    batchSize: z.int(),
  }),
})
/** Lambda's message about an event of SES that a function never received. */
const Unreceived = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.looseObject({ source: z.literal('aws.ses'), 'detail-type': z.string() }),
})
const Scheduled = z.object({
  'detail-type': z.literal('Scheduled Event'),
  resources: z.tuple([z.string()]),
})

export function readLetter(body: string): Letter {
  const value = parseJson(body)
  const mail = Mail.safeParse(value)
  if (mail.success) {
    const { supporterId, sequence } = mail.data
    return { kind: 'mail', supporterId, sequence }
  }
  const feedback = Feedback.safeParse(value)
  if (feedback.success) return { kind: 'feedback', report: feedback.data.type }
  if (SignUp.safeParse(value).success) return { kind: 'sign-up' }
  if (MyDataLinkRequest.safeParse(value).success) return { kind: 'my-data-link' }
  if (OwedFollowUp.safeParse(value).success) return { kind: 'follow-up' }
  const batch = Batch.safeParse(value)
  if (batch.success) return batchOf(batch.data)
  const unreceived = Unreceived.safeParse(value)
  if (unreceived.success) {
    const { requestContext, requestPayload: event } = unreceived.data
    return { kind: 'provider-event', says: event['detail-type'], event, ...requestContext }
  }
  const scheduled = Scheduled.safeParse(value)
  if (!scheduled.success) return { kind: 'unknown' }
  const [rule] = scheduled.data.resources
  return { kind: 'schedule', rule: rule.slice(rule.lastIndexOf('/') + 1) }
}

function batchOf({ requestContext, DDBStreamBatchInfo: info }: z.infer<typeof Batch>): Letter {
  return {
    kind: 'batch',
    functionArn: requestContext.functionArn,
    from: info.approximateArrivalOfFirstRecord,
    to: info.approximateArrivalOfLastRecord,
    size: info.batchSize,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
