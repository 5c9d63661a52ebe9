import type { Invocation } from '../lambda/sandbox.ts'
import type { FunctionError } from '../lambda/sandbox-messages.ts'

export interface StreamRecord {
  eventID: string
  eventName: string
  dynamodb: {
    Keys: Record<string, unknown>
    SequenceNumber: string
    /** Seconds since the epoch. */
    ApproximateCreationDateTime: number
    [image: string]: unknown
  }
  [member: string]: unknown
}

/** How an event source mapping treats failure; the names are the template's. */
export interface RetryPolicy {
  reportsBatchItemFailures: boolean
  bisects: boolean
  /** -1: until the record is too old. */
  maximumRetryAttempts: number
  /** -1: as long as the stream keeps it. */
  maximumRecordAgeInSeconds: number
}

export interface DeliveryEffects {
  invoke(records: StreamRecord[]): Promise<Invocation>
  /** The records need no further delivery: they succeeded, or were discarded. */
  done(records: StreamRecord[]): void
  discard(discarded: Discarded): Promise<void>
  /** Resolves early, with false, when the stack stops. */
  pause(ms: number): Promise<boolean>
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Discarded {
  records: StreamRecord[]
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded'
  attempts: number
  error: FunctionError | undefined
}

interface Batch {
  records: StreamRecord[]
  attempts: number
  /** Consecutive failures, whatever they count for: the back-off grows with it. */
  failures: number
  error?: FunctionError
}

/**
 * Delivers a batch as Lambda does, until every record is done: whole again after an error, from the first failed
 * record where the function reports it, in halves where the mapping bisects (which costs no retry).
 */
export async function deliver(
  records: StreamRecord[],
  policy: RetryPolicy,
  effects: DeliveryEffects,
): Promise<void> {
  const pending: Batch[] = [{ records, attempts: 0, failures: 0 }]
  for (let batch = pending.shift(); batch; batch = pending.shift()) {
    const young = await discardOld(batch, policy, effects)
    if (young.records.length === 0) continue
    const rest = await attempt(young, policy, effects)
    if (rest.length === 0) continue
    pending.unshift(...rest)
    if (!(await effects.pause(backoff(rest[0]?.failures ?? 1)))) return
  }
}

/** One invocation; answers what is left to deliver. */
async function attempt(batch: Batch, policy: RetryPolicy, effects: DeliveryEffects): Promise<Batch[]> {
  const { records } = batch
  const invocation = await effects.invoke(records)
  const failedFrom = firstFailure(records, invocation, policy)
  effects.done(records.slice(0, failedFrom))
  if (failedFrom === records.length) return []
  const failures = batch.failures + 1
  const error = invocation.ok ? {} : { error: invocation.error }
  if (failedFrom > 0) return [{ records: records.slice(failedFrom), attempts: 0, failures: 1, ...error }]
  if (!invocation.ok && policy.bisects && records.length > 1) {
    const middle = Math.ceil(records.length / 2)
    return [records.slice(0, middle), records.slice(middle)].map((half) => ({
      ...batch,
      ...error,
      records: half,
      failures,
    }))
  }
  const attempts = batch.attempts + 1
  if (policy.maximumRetryAttempts < 0 || attempts <= policy.maximumRetryAttempts)
    return [{ records, attempts, failures, ...error }]
  await effects.discard({ records, condition: 'RetryAttemptsExhausted', attempts, error: error.error })
  effects.done(records)
  return []
}

async function discardOld(batch: Batch, policy: RetryPolicy, effects: DeliveryEffects): Promise<Batch> {
  const { maximumRecordAgeInSeconds: limit } = policy
  if (limit < 0) return batch
  const oldest = effects.now() / 1000 - limit
  const isOld = ({ dynamodb }: StreamRecord) => dynamodb.ApproximateCreationDateTime < oldest
  const old = batch.records.filter(isOld)
  if (old.length === 0) return batch
  const { attempts, error } = batch
  await effects.discard({ records: old, condition: 'RecordAgeExceeded', attempts, error })
  effects.done(old)
  return { ...batch, records: batch.records.filter((record) => !isOld(record)) }
}

/** The index of the first record that is to be delivered again; the length when none is. */
function firstFailure(records: StreamRecord[], invocation: Invocation, policy: RetryPolicy): number {
  if (!invocation.ok) return 0
  if (!policy.reportsBatchItemFailures) return records.length
  const failures = (invocation.payload as { batchItemFailures?: unknown } | null)?.batchItemFailures
  if (!Array.isArray(failures) || failures.length === 0) return records.length
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  )
  // An identifier that is none of the batch's counts as a failure of the whole.
  return Math.max(0, Math.min(...indexes))
}

/** 100 ms, doubling to 5 s, with jitter: AWS takes longer, in the same manner. */
function backoff(failures: number): number {
  const ceiling = Math.min(5_000, 100 * 2 ** (failures - 1))
  return ceiling * (0.5 + Math.random() / 2)
}
