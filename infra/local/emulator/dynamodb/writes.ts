import type { Json } from '../endpoint/call.ts'
import type { DynamoDbEngine } from './engine.ts'

const reads = /\.(Get|BatchGet|TransactGet|Query|Scan|Describe|List)/

/**
 * Counts the writes that go to each table, so that whoever follows a stream need not ask the engine whether there is
 * anything new: dynoxide answers that more slowly the more the stream has, and does nothing else meanwhile.
 */
export class CountedWrites implements DynamoDbEngine {
  readonly #engine: DynamoDbEngine
  readonly #counts = new Map<string, number>()

  constructor(engine: DynamoDbEngine) {
    this.#engine = engine
  }

  async call(target: string, input: Json): Promise<Json> {
    if (reads.test(target)) return this.#engine.call(target, input)
    try {
      return await this.#engine.call(target, input)
    } finally {
      // After it, for only then can the stream have it; a write that failed may have been made all the same.
      for (const table of tablesIn(input)) this.#counts.set(table, this.to(table) + 1)
    }
  }

  /** How many writes were made to the table. */
  to(table: string): number {
    return this.#counts.get(table) ?? 0
  }

  stop(): Promise<void> {
    return this.#engine.stop()
  }
}

function tablesIn({ TableName, TransactItems = [], RequestItems = {} }: Json): string[] {
  const transacted = TransactItems.flatMap((item: Json) => Object.values(item).map((one) => one.TableName))
  return [TableName, ...transacted, ...Object.keys(RequestItems)].filter(Boolean)
}
