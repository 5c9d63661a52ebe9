import type { Json } from '../endpoint/call.ts'
import type { DynamoDbEngine } from './engine.ts'
import type { LocalTable } from './tables.ts'

const fiveYears = 5 * 365 * 24 * 3600

/** Deletes expired items, which dynoxide's server does not do itself, and recognizes their deletion in the stream. */
export class ExpiredItems {
  readonly #engine: DynamoDbEngine
  readonly #tables: LocalTable[]
  readonly #removed = new Map<string, { sequenceNumber?: string }[]>()

  constructor(engine: DynamoDbEngine, tables: LocalTable[]) {
    this.#engine = engine
    this.#tables = tables
  }

  /** Deletes the items that expired by `now` (milliseconds), and returns their number. */
  async sweep(now: number = Date.now()): Promise<number> {
    let count = 0
    for (const table of this.#tables) {
      if (table.ttlAttribute)
        count += await this.#sweepTable(table, table.ttlAttribute, Math.floor(now / 1000))
    }
    return count
  }

  /** Checks whether a REMOVE record was caused by time to live rather than by a caller's DeleteItem. */
  has(table: string, { eventName, dynamodb: { Keys, SequenceNumber } }: Json): boolean {
    if (eventName !== 'REMOVE') return false
    const removals = this.#removed.get(identity(table, Keys)) ?? []
    const known = removals.some(({ sequenceNumber }) => sequenceNumber === SequenceNumber)
    if (known) return true
    const unseen = removals.find(({ sequenceNumber }) => sequenceNumber === undefined)
    if (unseen) unseen.sequenceNumber = SequenceNumber
    return unseen !== undefined
  }

  async #sweepTable(table: LocalTable, attribute: string, now: number): Promise<number> {
    const isExpired = {
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: { ':now': { N: String(now) }, ':longAgo': { N: String(now - fiveYears) } },
    }
    const condition = '#ttl <= :now AND #ttl > :longAgo'
    let count = 0
    let start: Json | undefined
    do {
      const page: Json = await this.#engine.call('DynamoDB_20120810.Scan', {
        TableName: table.name,
        FilterExpression: condition,
        ...isExpired,
        ...(start ? { ExclusiveStartKey: start } : {}),
      })
      for (const item of page.Items)
        count += await this.#remove(table, item, { ConditionExpression: condition, ...isExpired })
      start = page.LastEvaluatedKey
    } while (start)
    return count
  }

  async #remove(table: LocalTable, item: Json, condition: Json): Promise<number> {
    const Key = Object.fromEntries(
      table.create.KeySchema.map(({ AttributeName }: Json) => [AttributeName, item[AttributeName]]),
    )
    const id = identity(table.name, Key)
    const removal = {}
    this.#removed.set(id, [...(this.#removed.get(id) ?? []), removal])
    try {
      await this.#engine.call('DynamoDB_20120810.DeleteItem', { TableName: table.name, Key, ...condition })
      return 1
    } catch {
      // A write has extended its time to live in the meantime.
      this.#removed.set(
        id,
        (this.#removed.get(id) ?? []).filter((other) => other !== removal),
      )
      return 0
    }
  }
}

function identity(table: string, keys: Json): string {
  return JSON.stringify([table, Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))])
}
