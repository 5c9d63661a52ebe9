import { createHash } from 'node:crypto'
import { type Access, AwsError, type Call, type Json, unknownOperation } from '../endpoint/call.ts'
import { jsonProtocol } from '../endpoint/protocols/json.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'
import { tableKeyAccess } from './access.ts'
import type { Database } from './database.ts'
import type { DynamoDbNames } from './names.ts'
import type { LocalTable } from './tables.ts'
import type { ExpiredItems } from './ttl.ts'
import type { CountedWrites } from './writes.ts'

const target = (operation: string) => `DynamoDBStreams_20120810.${operation}`

/** Serves the engine's streams of the template's tables, under the template's ARNs. */
export function dynamoDbStreams(
  deployment: Deployment,
  { engine, tables, names, expiredItems }: Database,
): AwsService {
  const ends = new Ends()
  const operations: Record<string, (input: Json) => Promise<Json>> = {
    ListStreams: async (input) => names.toLocal(await engine.call(target('ListStreams'), input)),
    DescribeStream: async (input) => describe(input, engine, names),
    GetShardIterator: async (input) => {
      const request = { ...input, StreamArn: names.engineStream(input.StreamArn) }
      const { ShardIterator } = await engine.call(target('GetShardIterator'), request)
      return { ShardIterator: wrap(input.StreamArn, ShardIterator) }
    },
    GetRecords: (input) =>
      getRecords(input, engine, ends, (raw, streamArn) =>
        records(raw, streamArn, deployment.region, expiredItems),
      ),
  }
  return {
    name: 'dynamodb-streams',
    protocol: jsonProtocol({
      target: 'DynamoDBStreams_20120810',
      namespace: 'com.amazonaws.dynamodb.v20120810#',
    }),
    accesses: (call) => streamAccesses(call, tables, deployment),
    handle: (call) => {
      const operation = operations[call.operation]
      if (!operation) throw unknownOperation(call)
      return operation(call.input)
    },
  }
}

function streamAccesses({ operation, input }: Call, tables: LocalTable[], { region }: Deployment): Access[] {
  const streamArn = input.StreamArn ?? (input.ShardIterator ? unwrap(input.ShardIterator).streamArn : '*')
  const access = { action: `dynamodb:${operation}`, resource: streamArn }
  const table = tables.find(({ arn }) => streamArn.startsWith(`${arn}/`))
  if (operation !== 'GetRecords' || !table?.encryptionKey) return [access]
  return [access, tableKeyAccess({ ...table, encryptionKey: table.encryptionKey }, region)]
}

async function getRecords(
  input: Json,
  engine: CountedWrites,
  ends: Ends,
  convert: (raw: Json[], streamArn: string) => Json[],
): Promise<Json> {
  const { streamArn, iterator } = unwrap(input.ShardIterator)
  const writes = engine.to(tableOf(streamArn))
  if (ends.isStillEnd(input.ShardIterator, writes))
    return { Records: [], NextShardIterator: input.ShardIterator }
  const { Records, NextShardIterator } = await engine.call(target('GetRecords'), {
    ...input,
    ShardIterator: iterator,
  })
  if (Records.length === 0 && NextShardIterator) ends.note(wrap(streamArn, NextShardIterator), writes)
  return {
    Records: convert(Records, streamArn),
    ...(NextShardIterator ? { NextShardIterator: wrap(streamArn, NextShardIterator) } : {}),
  }
}

async function describe(input: Json, engine: CountedWrites, names: DynamoDbNames): Promise<Json> {
  const request = { ...input, StreamArn: names.engineStream(input.StreamArn) }
  const { StreamDescription } = names.toLocal(await engine.call(target('DescribeStream'), request))
  // dynoxide names an end for its one shard, although the shard is open ("99" after 607 records).
  const shards = StreamDescription.Shards.map(({ SequenceNumberRange, ...shard }: Json) => ({
    ...shard,
    SequenceNumberRange: { StartingSequenceNumber: SequenceNumberRange?.StartingSequenceNumber ?? '1' },
  }))
  return { StreamDescription: { ...StreamDescription, Shards: shards } }
}

function records(raw: Json[], streamArn: string, region: string, expired: ExpiredItems): Json[] {
  const table = tableOf(streamArn)
  return raw
    .filter((record) => !changesNothing(record))
    .map((record) => ({
      ...record,
      awsRegion: region,
      // dynoxide numbers its events per table; in AWS an event's id is unique.
      eventID: createHash('md5').update(`${streamArn} ${record.dynamodb.SequenceNumber}`).digest('hex'),
      ...(expired.has(table, record) ? { userIdentity: timeToLive } : {}),
    }))
}

/** The spelling of the streams' API; Lambda passes it on in lower case. */
const timeToLive = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' }

/** Checks whether a write left the item as it was: dynoxide writes a record for it, DynamoDB does not. */
function changesNothing({ eventName, dynamodb: { NewImage, OldImage } }: Json): boolean {
  return eventName === 'MODIFY' && OldImage !== undefined && sorted(NewImage) === sorted(OldImage)
}

function sorted(image: Json): string {
  return JSON.stringify(Object.entries(image ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const tableOf = (streamArn: string) => streamArn.split('/')[1] ?? ''

/** Remembers the iterators at the end of a stream for as long as nothing is written to its table. */
class Ends {
  readonly #ends = new Map<string, { writes: number; at: number }>()

  note(iterator: string, writes: number): void {
    for (const [known, { at }] of this.#ends) if (Date.now() - at > validForMs) this.#ends.delete(known)
    this.#ends.set(iterator, { writes, at: Date.now() })
  }

  isStillEnd(iterator: string, writes: number): boolean {
    const end = this.#ends.get(iterator)
    return end !== undefined && end.writes === writes && Date.now() - end.at < validForMs
  }
}

/** Short, since an external engine may have other writers and deletes expired items itself. */
const validForMs = 10_000

/** Adds the stream's ARN to an iterator, as AWS does. */
function wrap(streamArn: string, iterator: string): string {
  return `${streamArn}|1|${iterator}`
}

function unwrap(iterator: string): { streamArn: string; iterator: string } {
  const [streamArn, , inner] = String(iterator).split('|')
  if (!streamArn || !inner) throw new AwsError('ValidationException', 'Invalid ShardIterator.')
  return { streamArn, iterator: inner }
}
