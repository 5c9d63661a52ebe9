import { execFile } from 'node:child_process'
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGzip } from 'node:zlib'
import { marshall } from '@aws-sdk/util-dynamodb'
import { type LocalTable, localTables } from '../../infra/local/emulator/dynamodb/tables.ts'
import type { Deployment } from '../../infra/local/emulator/template/deployment.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { toLedgerItem } from '../../shared/store/ledger-item.ts'
import { toSupporterItems } from '../../shared/store/supporter-item.ts'
import { address, settings } from '../support/builders.ts'
import { addressKey, email, eventsUntilSubscribed, subscribed, supporterId } from './people.ts'

/** Returns the address of one of the supporters in the tables. */
export const emailOf = (n: number) => `person-${n}@example.org`

/**
 * Writes a database file with this many subscribers, each with a profile and two events, as a DynamoDB export that
 * the engine imports: written one by one, they would fill its stream log, which slows every later write.
 */
export async function fillTables(deployment: Deployment, supporters: number, dataDir: string): Promise<void> {
  const source = join(dataDir, 'export')
  mkdirSync(dataDir, { recursive: true })
  const tables = localTables(deployment)
  for (const { name } of tables) {
    const folder = join(source, name, 'data')
    mkdirSync(folder, { recursive: true })
    const lines = Readable.from(linesOf(templatesFor(name), supporters))
    await pipeline(lines, createGzip({ level: 1 }), createWriteStream(join(folder, 'items.json.gz')))
  }
  const schema = join(dataDir, 'schema.json')
  writeFileSync(schema, JSON.stringify(tables.map(describe)))
  const output = join(dataDir, 'dynamodb.sqlite')
  await promisify(execFile)(dynoxide(), [
    'import',
    '--source',
    source,
    '--schema',
    schema,
    '--output',
    output,
  ])
  rmSync(source, { recursive: true })
}

/** Returns one supporter's items, as lines of an export. */
function templatesFor(table: string): string {
  const items = table.includes('Ledger')
    ? eventsUntilSubscribed.map((event) => toLedgerItem(supporterId, event, undefined))
    : [toSupporterItems(supporterId, subscribed, pendingRetention(settings)).profile]
  return items
    .map((item) => `${JSON.stringify({ Item: marshall(item, { removeUndefinedValues: true }) })}\n`)
    .join('')
}

/** Yields the lines in portions; supporters differ only in their address and the id made from it. */
function* linesOf(template: string, supporters: number): Generator<string> {
  for (let first = 0; first < supporters; first += 1000) {
    let lines = ''
    for (let n = first; n < Math.min(first + 1000, supporters); n++) {
      const id = supporterIdOf(address(emailOf(n)), addressKey)
      lines += template.replaceAll(supporterId, id).replaceAll(email, emailOf(n))
    }
    yield lines
  }
}

const describe = ({ create: { BillingMode, ...table } }: LocalTable) => ({
  Table: { ...table, BillingModeSummary: { BillingMode } },
})

function dynoxide(): string {
  return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`)
}
