import type { Deployment } from '../template/deployment.ts'
import { startEngine } from './engine.ts'
import { DynamoDbNames } from './names.ts'
import { ensureTables, type LocalTable, localTables } from './tables.ts'
import { ExpiredItems } from './ttl.ts'
import { CountedWrites } from './writes.ts'

/** The engine with the template's tables, which DynamoDB and its streams share. */
export interface Database {
  engine: CountedWrites
  tables: LocalTable[]
  names: DynamoDbNames
  expiredItems: ExpiredItems
  stop(): Promise<void>
}

export interface DatabaseOptions {
  dataDir?: string | undefined
  dynamodbEndpoint?: string | undefined
}

const expiryIntervalMs = 10 * 60 * 1000

/** Starts the engine, creates the tables that are missing, and sweeps expired items from time to time. */
export async function startDatabase(
  deployment: Deployment,
  { dataDir, dynamodbEndpoint: endpoint }: DatabaseOptions,
): Promise<Database> {
  const engine = new CountedWrites(await startEngine({ dataDir, endpoint }))
  try {
    const tables = localTables(deployment)
    const names = new DynamoDbNames(tables, await ensureTables(engine, tables, dataDir === undefined))
    const expiredItems = new ExpiredItems(engine, tables)
    const timer = setInterval(() => expiredItems.sweep().catch(() => {}), expiryIntervalMs).unref()
    const stop = () => {
      clearInterval(timer)
      return engine.stop()
    }
    return { engine, tables, names, expiredItems, stop }
  } catch (error) {
    await engine.stop()
    throw error
  }
}
