import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { runtime } from '../shared/runtime.ts'
import { type LedgerItem, parseLedgerItem } from '../shared/store/ledger-item.ts'
import { chainOf } from '../shared/store/look-up.ts'
import { supporterItems } from '../shared/store/supporter-items.ts'
import {
  clearDepartedAddress,
  type DepartedAddressDependencies,
} from '../shared/workflows/departed-address.ts'
import { continueErasure, type ErasureDependencies } from '../shared/workflows/erasure.ts'
import { eventBusRecipients } from '../shared/workflows/recipients.ts'

type FollowUpDependencies = ErasureDependencies & DepartedAddressDependencies

/**
 * Follows up the events that start work in several steps: carries out erasures, and deletes the data left at the old
 * address of an address change. An event whose work is unfinished is redelivered, with those behind it.
 */
async function followUp(
  deps: FollowUpDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const unfinished: DynamoDBRecord[] = []
  for (const record of Records) {
    if ((await attempt(deps, record)) === 'waiting') unfinished.push(record)
  }
  return retryRecords(unfinished)
}

export const handler = (event: DynamoDBStreamEvent) => followUp(dependencies, event)

type Progress = 'finished' | 'waiting'

async function attempt(deps: FollowUpDependencies, { dynamodb }: DynamoDBRecord): Promise<Progress> {
  const { type, eventId } = dynamodb?.NewImage ?? {}
  const failure = type?.S === 'address-changed-to' ? 'departedAddressNotCleared' : 'erasureFailed'
  try {
    const image = (dynamodb?.NewImage ?? {}) as Parameters<typeof unmarshall>[0]
    return await continueWork(deps, parseLedgerItem(unmarshall(image)))
  } catch (error) {
    log('error', failure, { eventId: eventId?.S ?? '', ...errorFields(error) })
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
      throw new Error(`the event source’s filter let an event of type ${event.type} through`)
  }
}

const dependencies: FollowUpDependencies = {
  ...runtime,
  supporterItems: once(() => supporterItems(runtime.dynamoDb(), runtime.tables().supporters)),
  recipients: once(eventBusRecipients),
  register: officeRuntime.requests,
  chain: (id) => chainOf(runtime.dynamoDb(), runtime.tables().ledger, id),
  today: officeRuntime.today,
  patience: 5000,
}
