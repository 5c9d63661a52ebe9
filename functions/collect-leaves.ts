import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { log } from '../shared/lib/log.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { appendLeaves, type Collected } from '../shared/store/leaf-inbox.ts'

interface CollectDependencies extends Pick<Runtime, 'clock'> {
  readonly append: (collected: Collected) => Promise<void>
}

/**
 * Collects the hashes of a batch of new events for the next seal, in one write. A failed batch is retried as a whole;
 * a hash that is collected twice is sealed once.
 */
export async function collectLeaves(deps: CollectDependencies, event: DynamoDBStreamEvent): Promise<void> {
  const events = event.Records.filter(isEvent)
  const hashes = events.flatMap(hashIn)
  if (hashes.length === 0) return
  const written = events.map(({ dynamodb }) => (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000)
  await deps.append({
    at: deps.clock(),
    oldest: Math.floor(Math.min(...written)),
    hashes: Buffer.concat(hashes),
  })
}

export const handler = (event: DynamoDBStreamEvent) => collectLeaves(dependencies, event)

/**
 * Checks whether an item is an event. The stream also delivers the table's other items: seals, their pages, collected
 * hashes.
 */
function isEvent({ eventName, dynamodb }: DynamoDBRecord): boolean {
  return eventName === 'INSERT' && Boolean(dynamodb?.NewImage?.type?.S && dynamodb.NewImage.hash?.S)
}

function hashIn({ dynamodb }: DynamoDBRecord): Buffer[] {
  const hash = Buffer.from(dynamodb?.NewImage?.hash?.S ?? '', 'base64url')
  if (hash.length === 32) return [hash]
  log('error', 'hashMalformed', { eventId: dynamodb?.NewImage?.eventId?.S ?? '' })
  return []
}

const dependencies: CollectDependencies = {
  ...runtime,
  append: (collected) => appendLeaves(runtime.dynamoDb(), fromEnvironment('ledgerTable'), collected),
}
