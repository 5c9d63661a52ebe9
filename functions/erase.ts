import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { runtime } from '../shared/runtime.ts'
import { type LedgerItem, parseLedgerItem } from '../shared/store/ledger-item.ts'
import { chainOf } from '../shared/store/look-up.ts'
import { supporterItems } from '../shared/store/supporter-items.ts'
import {
  clearDepartedAddress,
  type DepartedAddressDependencies,
} from '../shared/workflows/departed-address.ts'
import {
  continueErasure,
  type ErasureDependencies,
  type ErasureProgress,
} from '../shared/workflows/erasure.ts'
import { eventBusRecipients } from '../shared/workflows/recipients.ts'

export type EraseDependencies = ErasureDependencies & DepartedAddressDependencies

/**
 * Carries out the erasures that began, and clears up behind who moved to another address. What is not finished is
 * reported and comes again, with those behind it.
 */
export async function continueErasures(
  deps: EraseDependencies,
  event: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const unfinished: string[] = []
  for (const record of event.Records) {
    if ((await attempt(deps, record)) === 'waiting') unfinished.push(record.dynamodb?.SequenceNumber ?? '')
  }
  return { batchItemFailures: unfinished.map((itemIdentifier) => ({ itemIdentifier })) }
}

export const handler = (event: DynamoDBStreamEvent) => continueErasures(dependencies, event)

async function attempt(deps: EraseDependencies, { dynamodb }: DynamoDBRecord): Promise<ErasureProgress> {
  try {
    return await followUp(deps, parseLedgerItem(itemIn(dynamodb)))
  } catch (error) {
    const eventId = dynamodb?.NewImage?.eventId?.S ?? ''
    log('error', 'erasureFailed', { eventId, ...errorFields(error) })
    return 'waiting'
  }
}

async function followUp(deps: EraseDependencies, event: LedgerItem): Promise<ErasureProgress> {
  switch (event.type) {
    case 'address-changed-to':
      return clearDepartedAddress(deps, event)
    case 'erasure-begun':
      return continueErasure(deps, event)
    default:
      throw new Error(`there is no work to do after ${event.type}`)
  }
}

const itemIn = (dynamodb: DynamoDBRecord['dynamodb']) =>
  unmarshall((dynamodb?.NewImage ?? {}) as Parameters<typeof unmarshall>[0])

const dependencies: EraseDependencies = {
  ...runtime,
  traces: once(() => supporterItems(runtime.dynamoDb(), runtime.tables().supporters)),
  recipients: once(eventBusRecipients),
  register: officeRuntime.requests,
  chain: (id) => chainOf(runtime.dynamoDb(), runtime.tables().ledger, id),
  today: officeRuntime.today,
  patience: 5000,
}
