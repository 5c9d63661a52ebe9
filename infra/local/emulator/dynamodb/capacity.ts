import type { Json } from '../endpoint/call.ts'

export interface CapacityRecord {
  functionName: string
  operation: string
  /** Read capacity units, as DynamoDB reports them. */
  readUnits: number
  writeUnits: number
  tables: string[]
  at: Date
  /** The code of DynamoDB's error; DynamoDB reports no units with an error, though it may charge some. */
  failed?: string
}

/** The most records kept, since a stack may run for days: beyond it, the older half is deleted. */
const maxRecords = 200_000

/** Records the capacity that each DynamoDB call consumed. */
export class CapacityLog {
  records: CapacityRecord[] = []

  add(record: CapacityRecord): void {
    if (this.records.length >= maxRecords) this.records.splice(0, maxRecords / 2)
    this.records.push(record)
  }

  clear(): void {
    this.records = []
  }

  /** Returns the calls of the functions whose name contains `functionNamePart`. */
  of(functionNamePart: string): CapacityRecord[] {
    return this.records.filter(({ functionName }) => functionName.includes(functionNamePart))
  }
}

/** Adds up the units of a `ConsumedCapacity` member, which is one entry or a list of entries. */
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
