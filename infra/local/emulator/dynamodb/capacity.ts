import type { Json } from '../endpoint/call.ts'

export interface CapacityRecord {
  functionName: string
  operation: string
  /** Read capacity units, as DynamoDB reports them. */
  readUnits: number
  writeUnits: number
  tables: string[]
  at: Date
  /** The error that DynamoDB answered; it reports no units then, though it may charge some. */
  failed?: string
}

/** A stack may run for days: beyond this many, the older half goes. */
const kept = 200_000

/** What every DynamoDB call consumed. */
export class CapacityLog {
  records: CapacityRecord[] = []

  add(record: CapacityRecord): void {
    if (this.records.length >= kept) this.records.splice(0, kept / 2)
    this.records.push(record)
  }

  clear(): void {
    this.records = []
  }

  /** The calls of functions whose name holds `functionNamePart`. */
  of(functionNamePart: string): CapacityRecord[] {
    return this.records.filter(({ functionName }) => functionName.includes(functionNamePart))
  }
}

/** Units in a `ConsumedCapacity` member, which is one entry or a list of them. */
export function unitsOf(operation: string, consumed: Json | Json[] | undefined) {
  const entries = consumed === undefined ? [] : [consumed].flat()
  const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/.test(operation)
  let readUnits = 0
  let writeUnits = 0
  for (const entry of entries) {
    const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } = entry
    if (ReadCapacityUnits === undefined && WriteCapacityUnits === undefined) {
      if (writes) writeUnits += CapacityUnits
      else readUnits += CapacityUnits
    }
    readUnits += ReadCapacityUnits ?? 0
    writeUnits += WriteCapacityUnits ?? 0
  }
  return { readUnits, writeUnits, tables: entries.map(({ TableName }) => String(TableName)) }
}
