import type { Json } from '../endpoint/call.ts'
import type { DynamoDbEngine } from './engine.ts'

const reads = /\.(Get|BatchGet|TransactGet|Query|Scan|Describe|List)/

/**
 * Counts the writes to each table, so that a stream's reader need not poll the engine: dynoxide answers more slowly
 * the longer the stream is, and serves nothing else meanwhile.
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
      // Counted after the call, when the stream has the write; a write that failed may have taken effect all the same.
      for (const table of tablesIn(input)) this.#counts.set(table, this.to(table) + 1)
    }
  }

  /** Returns the number of writes to the table. */
  to(table: string): number {
    return this.#counts.get(table) ?? 0
  }

  stop(): Promise<void> {
    return this.#engine.stop()
  }
}

function tablesIn({ TableName, TransactItems = [], RequestItems = {} }: Json): string[] {
  const transacted = TransactItems.flatMap((item: Json) =>
    Object.values(item).map((action) => action.TableName),
  )
  return [TableName, ...transacted, ...Object.keys(RequestItems)].filter(Boolean)
}
