import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as SdkRecord,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams'
import type { StreamRecord } from './batch-delivery.ts'

/** Reads one table's stream. */
export class StreamSource {
  readonly #client: DynamoDBStreamsClient
  readonly #streamArn: string
  #engineArn: string | undefined

  /** @param streamArn the deployment's ARN, which events contain too */
  constructor(client: DynamoDBStreamsClient, streamArn: string) {
    this.#client = client
    this.#streamArn = streamArn
  }

  async shards(): Promise<Shard[]> {
    const shards: Shard[] = []
    let after: string | undefined
    do {
      const { StreamDescription } = await this.#client.send(
        new DescribeStreamCommand({
          StreamArn: await this.#arn(),
          ...(after ? { ExclusiveStartShardId: after } : {}),
        }),
      )
      shards.push(...(StreamDescription?.Shards ?? []))
      after = StreamDescription?.LastEvaluatedShardId
    } while (after)
    return shards
  }

  /** Returns an iterator after the position, or at `start` if there is none. */
  async iterator(ShardId: string, position: string | undefined, start: string): Promise<string | undefined> {
    const StreamArn = await this.#arn()
    const fresh = { StreamArn, ShardId, ShardIteratorType: start as 'TRIM_HORIZON' | 'LATEST' }
    const after = {
      StreamArn,
      ShardId,
      ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const,
      SequenceNumber: position,
    }
    try {
      const { ShardIterator } = await this.#client.send(new GetShardIteratorCommand(position ? after : fresh))
      return ShardIterator
    } catch (error) {
      if (!position || (error as Error).name !== 'TrimmedDataAccessException') throw error
      return this.iterator(ShardId, undefined, 'TRIM_HORIZON')
    }
  }

  async read(
    ShardIterator: string,
    Limit: number,
  ): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const { Records = [], NextShardIterator } = await this.#client.send(
      new GetRecordsCommand({ ShardIterator, Limit }),
    )
    return {
      records: Records.map((record) => lambdaRecord(record, this.#streamArn)),
      next: NextShardIterator,
    }
  }

  async #arn(): Promise<string> {
    if (this.#engineArn) return this.#engineArn
    const [, tableName] = /:table\/([^/]+)\/stream\//.exec(this.#streamArn) ?? []
    const { Streams = [] } = await this.#client.send(new ListStreamsCommand({ TableName: tableName }))
    const found = Streams.map(({ StreamArn }) => StreamArn).find((arn) => arn !== undefined)
    if (!found) throw new Error(`The table "${tableName}" has no stream`)
    this.#engineArn = found
    return found
  }
}

/** Returns a record in Lambda's shape: the SDK's, with times in seconds and bytes in base64. */
function lambdaRecord(record: SdkRecord, eventSourceARN: string): StreamRecord {
  const created = record.dynamodb?.ApproximateCreationDateTime ?? new Date()
  return {
    ...(withBase64(record) as object),
    dynamodb: {
      ...(withBase64(record.dynamodb) as StreamRecord['dynamodb']),
      ApproximateCreationDateTime: Math.floor(created.getTime() / 1000),
    },
    ...(record.userIdentity
      ? { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }
      : {}),
    eventSourceARN,
  } as unknown as StreamRecord
}

function withBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Date) return value
  if (Array.isArray(value)) return value.map(withBase64)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, withBase64(item)]),
  )
}
