import * as z from 'zod/mini'

/** What can lie in a dead-letter queue, as far as this version knows. */
export type Letter =
  | { readonly kind: 'mail'; readonly supporterId: string; readonly sequence: number }
  | { readonly kind: 'feedback'; readonly says: string }
  | { readonly kind: 'ask' }
  | {
      readonly kind: 'batch'
      readonly functionName: string
      readonly streamArn: string
      readonly shardId: string
      readonly from: string
      readonly to: string
      readonly size: number
    }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'unknown' }

const Mail = z.object({ type: z.literal('mail'), supporterId: z.string(), sequence: z.int() })
const Feedback = z.object({
  type: z.enum(['bounce', 'soft-bounce', 'complaint', 'delivery', 'delay']),
  supporterId: z.string(),
})
const Asked = z.object({ type: z.literal('ask'), supporterId: z.string() })
/** What Lambda says of records of a stream that it gave up. */
const Batch = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  DDBStreamBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    batchSize: z.int(),
    streamArn: z.string(),
  }),
})
const Scheduled = z.object({ 'detail-type': z.literal('Scheduled Event') })

export function readLetter(body: string): Letter {
  const value = parseJson(body)
  const mail = Mail.safeParse(value)
  if (mail.success) {
    const { supporterId, sequence } = mail.data
    return { kind: 'mail', supporterId, sequence }
  }
  const feedback = Feedback.safeParse(value)
  if (feedback.success) return { kind: 'feedback', says: feedback.data.type }
  if (Asked.safeParse(value).success) return { kind: 'ask' }
  const batch = Batch.safeParse(value)
  if (batch.success) return batchOf(batch.data)
  return { kind: Scheduled.safeParse(value).success ? 'schedule' : 'unknown' }
}

function batchOf({ requestContext, DDBStreamBatchInfo: info }: z.infer<typeof Batch>): Letter {
  return {
    kind: 'batch',
    functionName: requestContext.functionArn.split(':').at(6) ?? '',
    streamArn: info.streamArn,
    shardId: info.shardId,
    from: info.startSequenceNumber,
    to: info.endSequenceNumber,
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
