import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { StreamRecord } from '../../../../../infra/local/emulator/event-sources/batch-delivery.ts'
import { StreamMapping } from '../../../../../infra/local/emulator/event-sources/stream-mapping.ts'
import { StreamPositions } from '../../../../../infra/local/emulator/event-sources/stream-positions.ts'
import type { StreamSource } from '../../../../../infra/local/emulator/event-sources/stream-source.ts'
import type { Invocation } from '../../../../../infra/local/emulator/lambda/sandbox.ts'
import type { LocalFunction, LocalResource } from '../../../../../infra/local/emulator/template/deployment.ts'

interface Event {
  Records: StreamRecord[]
}

/** A stream of one shard, in memory: an iterator is an index. */
class FakeStream {
  readonly records: StreamRecord[] = []

  write(...ids: string[]): void {
    for (const id of ids) {
      const [key = '', eventName = 'INSERT'] = id.split(':')
      const SequenceNumber = String(this.records.length + 1).padStart(9, '0')
      const dynamodb = {
        Keys: { id: { S: key[0] } },
        SequenceNumber,
        ApproximateCreationDateTime: Date.now() / 1000,
      }
      this.records.push({ eventID: key, eventName, dynamodb })
    }
  }

  readonly source = {
    shards: async () => [{ ShardId: 'shard-1' }],
    iterator: async (_shard: string, position: string | undefined, start: string) =>
      String(position ? Number(position) : start === 'LATEST' ? this.records.length : 0),
    read: async (iterator: string, limit: number) => {
      const records = this.records.slice(Number(iterator), Number(iterator) + limit)
      return { records, next: String(Number(iterator) + records.length) }
    },
  } as unknown as StreamSource
}

function mappingOf(
  stream: FakeStream,
  properties: Record<string, unknown>,
  answer: (ids: string) => Invocation | Promise<Invocation>,
  positions = new StreamPositions(),
) {
  const delivered: string[] = []
  const sent: { destination: string; message: Record<string, unknown> }[] = []
  const mapping = new StreamMapping({
    mapping: {
      logicalId: 'Mapping',
      physicalId: 'mapping-1',
      properties: { EventSourceArn: 'arn:stream', ...properties },
    } as unknown as LocalResource,
    fn: { name: 'consumer', arn: 'arn:consumer' } as unknown as LocalFunction,
    source: stream.source,
    partitionKey: 'id',
    positions,
    invoke: async (_fn, event) => {
      const ids = (event as Event).Records.map(({ eventID }) => eventID).join(' ')
      delivered.push(ids)
      return answer(ids)
    },
    sendToDestination: async (destination, message) =>
      void sent.push({ destination, message: { ...message } }),
    log: () => {},
  })
  mapping.start()
  onTestFinished(() => mapping.stop())
  return { mapping, delivered, sent }
}

const success: Invocation = { ok: true, payload: null }
const failure: Invocation = { ok: false, error: { errorType: 'Error', errorMessage: 'no' } }

test('records arrive in order, in batches of the mapping’s size', async () => {
  const stream = new FakeStream()
  stream.write('a1', 'a2', 'a3')
  const { mapping, delivered } = mappingOf(stream, { BatchSize: 2 }, () => success)
  await mapping.settled()
  expect(delivered).toEqual(['a1 a2', 'a3'])
})

test('it is settled only when all writes are delivered', async () => {
  const stream = new FakeStream()
  const { mapping, delivered } = mappingOf(stream, {}, async () => {
    await new Promise((done) => setTimeout(done, 50))
    return success
  })
  await mapping.settled()
  stream.write('a1')
  await mapping.settled()
  stream.write('b1')
  await mapping.settled()
  expect(delivered).toEqual(['a1', 'b1'])
})

test('a filter passes matching records, and the others are done', async () => {
  const stream = new FakeStream()
  stream.write('a1', 'a2:REMOVE', 'a3:MODIFY')
  const positions = new StreamPositions()
  const filters = ['INSERT', 'MODIFY'].map((name) => ({ Pattern: JSON.stringify({ eventName: [name] }) }))
  const { mapping, delivered } = mappingOf(
    stream,
    { FilterCriteria: { Filters: filters } },
    () => success,
    positions,
  )
  await mapping.settled()
  expect(delivered.join(' ')).toBe('a1 a3')
  expect(positions.get('mapping-1', 'shard-1')).toBe('000000003')
})

test('LATEST begins with the writes after the start', async () => {
  const stream = new FakeStream()
  stream.write('a1')
  const { mapping, delivered } = mappingOf(stream, { StartingPosition: 'LATEST' }, () => success)
  await mapping.settled()
  stream.write('a2')
  await mapping.settled()
  expect(delivered).toEqual(['a2'])
})

test('a restart continues at its position', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'positions-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'positions.json')
  const stream = new FakeStream()
  stream.write('a1', 'a2')
  const before = new StreamPositions(file)
  const first = mappingOf(stream, {}, () => success, before)
  await first.mapping.settled()
  await first.mapping.stop()
  before.close()
  stream.write('a3')
  const after = new StreamPositions(file)
  const second = mappingOf(stream, {}, () => success, after)
  await second.mapping.settled()
  after.close()
  expect([first.delivered, second.delivered]).toEqual([['a1 a2'], ['a3']])
})

test('a batch that the stop interrupts is delivered again after the restart', async () => {
  const stream = new FakeStream()
  stream.write('a1')
  const positions = new StreamPositions()
  const { promise: killed, resolve: kill } = Promise.withResolvers<Invocation>()
  const first = mappingOf(stream, { MaximumRetryAttempts: 0 }, () => killed, positions)
  while (first.delivered.length === 0) await new Promise((done) => setTimeout(done, 5))
  await first.mapping.stop()
  kill(failure)
  const second = mappingOf(stream, {}, () => success, positions)
  await second.mapping.settled()
  expect([second.delivered, first.sent]).toEqual([['a1'], []])
})

test('with parallel batches, a key that fails holds up only its own lane', async () => {
  const stream = new FakeStream()
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  stream.write('a1', ...keys.slice(1).map((key) => `${key}1`), 'a2')
  let failures = 0
  const { mapping, delivered } = mappingOf(stream, { BatchSize: 1, ParallelizationFactor: 4 }, (ids) =>
    ids === 'a1' && ++failures < 3 ? failure : success,
  )
  await mapping.settled()
  const order = delivered.join(' ')
  expect(delivered.filter((ids) => ids === 'a1')).toHaveLength(3)
  expect(order.lastIndexOf('a1')).toBeLessThan(order.indexOf('a2'))
  expect(delivered.toSorted().join(' ')).toBe('a1 a1 a1 a2 b1 c1 d1 e1 f1 g1 h1')
  expect(keys.some((key) => order.indexOf(`${key}1`) < order.lastIndexOf('a1') && key !== 'a')).toBe(true)
})

test('a discarded batch is described to the on-failure destination in AWS’s shape, without its records', async () => {
  const stream = new FakeStream()
  stream.write('a1')
  const { mapping, sent } = mappingOf(
    stream,
    { MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: 'arn:queue' } } },
    () => failure,
  )
  await mapping.settled()
  expect(sent).toEqual([
    {
      destination: 'arn:queue',
      message: {
        requestContext: {
          requestId: expect.any(String),
          functionArn: 'arn:consumer',
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: expect.any(String),
        DDBStreamBatchInfo: {
          shardId: 'shard-1',
          startSequenceNumber: '000000001',
          endSequenceNumber: '000000001',
          approximateArrivalOfFirstRecord: expect.any(String),
          approximateArrivalOfLastRecord: expect.any(String),
          batchSize: 1,
          streamArn: 'arn:stream',
        },
      },
    },
  ])
})

test('a batching window waits for more records, and closes early for a caller of settled', async () => {
  const stream = new FakeStream()
  stream.write('a1')
  const window = { BatchSize: 100, MaximumBatchingWindowInSeconds: 60 }
  const { mapping, delivered } = mappingOf(stream, window, () => success)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(delivered).toEqual([])
  await mapping.settled()
  expect(delivered).toEqual(['a1'])
})
