import { AwsError, type Json } from '../endpoint/call.ts'
import { streamLabel } from '../template/resource-types.ts'
import type { LocalTable } from './tables.ts'

/** Translates between the template's ARNs and the engine's, which have another region and another stream label. */
export class DynamoDbNames {
  readonly #pairs: { local: string; engine: string }[]

  constructor(tables: LocalTable[], descriptions: Map<string, Json>) {
    this.#pairs = tables.flatMap(({ name, arn }) => {
      const { TableArn, LatestStreamArn } = descriptions.get(name) ?? {}
      const table = { local: arn, engine: TableArn }
      return LatestStreamArn
        ? [{ local: `${arn}/stream/${streamLabel}`, engine: LatestStreamArn }, table]
        : [table]
    })
  }

  toLocal(answer: Json): Json {
    const named = this.#replace(answer, 'engine', 'local')
    const { Table, TableDescription } = named
    for (const description of [Table, TableDescription]) {
      if (description?.LatestStreamLabel) description.LatestStreamLabel = streamLabel
    }
    return named
  }

  toEngine(input: Json): Json {
    return this.#replace(input, 'local', 'engine')
  }

  /** @throws AwsError for a stream that no table of the template has */
  engineStream(streamArn: string): string {
    const found = this.#pairs.find(({ local }) => local === streamArn)
    if (!found)
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: Stream: ${streamArn} not found`,
      )
    return found.engine
  }

  #replace(value: Json, from: 'local' | 'engine', to: 'local' | 'engine'): Json {
    const text = this.#pairs.reduce(
      (json, pair) => json.replaceAll(inJson(pair[from]), inJson(pair[to])),
      JSON.stringify(value),
    )
    return JSON.parse(text)
  }
}

function inJson(arn: string): string {
  return JSON.stringify(arn).slice(1, -1)
}
