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

/** The way in which an event source mapping treats failures; the names are the template's. */
export interface RetryPolicy {
  reportsBatchItemFailures: boolean
  bisects: boolean
  /** -1 for no limit. */
  maximumRetryAttempts: number
  /** -1 for no limit. */
  maximumRecordAgeInSeconds: number
}

export interface DeliveryEffects {
  invoke(records: StreamRecord[]): Promise<Invocation>
  /** Marks records that need no further delivery, since they succeeded or were discarded. */
  done(records: StreamRecord[]): void
  discard(discarded: Discarded): Promise<void>
  /** Waits. Resolves early, with false, when the emulator stops. */
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
  /** Consecutive failures, with which the back-off grows, including those that cost no retry. */
  failures: number
  error?: FunctionError
}

/**
 * Delivers a batch as Lambda does until every record is done. After an error it delivers the whole batch again, or two
 * halves if the mapping bisects, which costs no retry. After a reported failure it begins with the failed record.
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

/** Invokes the function once. @returns the batches that are left to deliver */
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

/** Returns the index of the first record to deliver again, or the number of records if all succeeded. */
function firstFailure(records: StreamRecord[], invocation: Invocation, policy: RetryPolicy): number {
  if (!invocation.ok) return 0
  if (!policy.reportsBatchItemFailures) return records.length
  const failures = (invocation.payload as { batchItemFailures?: unknown } | null)?.batchItemFailures
  if (!Array.isArray(failures) || failures.length === 0) return records.length
  const indexes = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  )
  // An identifier that no record has counts as a failure of the whole batch.
  return Math.max(0, Math.min(...indexes))
}

/** Returns a delay that doubles from 100 ms to 5 s, with jitter. AWS waits longer, in the same manner. */
function backoff(failures: number): number {
  const ceiling = Math.min(5_000, 100 * 2 ** (failures - 1))
  return ceiling * (0.5 + Math.random() / 2)
}
