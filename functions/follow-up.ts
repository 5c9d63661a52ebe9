import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { postpone, queueClient } from '../shared/lib/queues.ts'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { runtime } from '../shared/runtime.ts'
import type { LedgerItem } from '../shared/store/ledger-item.ts'
import { chainOf } from '../shared/store/look-up.ts'
import { followedUpEvent } from '../shared/store/owing-event.ts'
import { supporterItems } from '../shared/store/supporter-items.ts'
import {
  clearDepartedAddress,
  type DepartedAddressDependencies,
} from '../shared/workflows/departed-address.ts'
import { continueErasure, type ErasureDependencies } from '../shared/workflows/erasure.ts'
import { followUpDelay, type OwedFollowUp, parseOwedFollowUp } from '../shared/workflows/owed-follow-up.ts'
import { eventBusRecipients } from '../shared/workflows/recipients.ts'

type Workflows = ErasureDependencies & DepartedAddressDependencies

export type FollowUpDependencies = Workflows & {
  readonly event: (owed: OwedFollowUp) => Promise<LedgerItem | undefined>
  readonly postpone: (record: SQSRecord, seconds: number) => Promise<void>
}

/**
 * Follows up the events that start work in several steps: carries out erasures, and deletes the data left at the old
 * address of an address change. Unfinished work is attempted again after a delay; each event waits on its own.
 */
export async function followUp(deps: FollowUpDependencies, event: SQSEvent): Promise<SQSBatchResponse> {
  return processSqsBatch(event, {
    // Each may wait some seconds for its mail.
    atOnce: event.Records.length,
    failure: 'erasureFailed',
    handle: async (record) => {
      if ((await attempt(deps, record)) === 'finished') return undefined
      await deps.postpone(record, followUpDelay(Number(record.attributes.ApproximateReceiveCount)))
      return 'retry'
    },
  })
}

export const handler = (event: SQSEvent) => followUp(dependencies, event)

type Progress = 'finished' | 'waiting'

async function attempt(deps: FollowUpDependencies, { body }: SQSRecord): Promise<Progress> {
  let event: LedgerItem | undefined
  try {
    event = await deps.event(parseOwedFollowUp(body))
    if (!event) throw new Error('no such event in the ledger')
    return await continueWork(deps, event)
  } catch (error) {
    const failure = event?.type === 'address-changed-to' ? 'departedAddressNotCleared' : 'erasureFailed'
    log('error', failure, { eventId: event?.eventId ?? '', ...errorFields(error) })
    return 'waiting'
  }
}

async function continueWork(deps: FollowUpDependencies, event: LedgerItem): Promise<Progress> {
  switch (event.type) {
    case 'erasure-begun':
      return continueErasure(deps, event)
    case 'address-changed-to':
      return clearDepartedAddress(deps, event)
    default:
      throw new Error(`an event of type ${event.type} starts no work`)
  }
}

const client = once(queueClient)

const dependencies: FollowUpDependencies = {
  ...runtime,
  event: (owed) => followedUpEvent(runtime.dynamoDb(), runtime.tables().ledger, owed),
  postpone: ({ receiptHandle }, seconds) =>
    postpone(client(), fromEnvironment('followUpQueue'), { receiptHandle, seconds }),
  supporterItems: once(() => supporterItems(runtime.dynamoDb(), runtime.tables().supporters)),
  recipients: once(eventBusRecipients),
  register: officeRuntime.requests,
  chain: (id) => chainOf(runtime.dynamoDb(), runtime.tables().ledger, id),
  today: officeRuntime.today,
  patience: 5000,
}
