import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import { type Reconciled, reconcile } from '../../../shared/restore/reconcile.ts'
import { putBack } from '../../../shared/store/put-back.ts'
import { restoredTables } from '../../../shared/store/restored-tables.ts'
import { supporterItems } from '../../../shared/store/supporter-items.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { loadSettings } from '../../settings/load-settings.ts'

/**
 * `npm run reconcile -- --settings <file> --supporters <restored table> --ledger <table>` reconciles a Supporters
 * table, restored from a backup, with the ledger, before any mail is sent from it. `--into <table>` then copies the
 * records into the stack's own table, if every record could be reconciled. Uses an administrator's credentials, found
 * as AWS's tools find them; `AWS_ENDPOINT_URL` overrides the endpoint. Safe to repeat. Exits with 0 if all was done,
 * 1 if a record is newer than the ledger, 2 if it could not run.
 */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      settings: { type: 'string' },
      supporters: { type: 'string' },
      ledger: { type: 'string' },
      into: { type: 'string' },
    },
  })
  const { supporters, ledger, into } = values
  if (!values.settings || !supporters || !ledger)
    throw new Error(
      'Usage: npm run reconcile -- --settings infra/settings/production.json --supporters <restored table> --ledger <ledger> [--into <table>]',
    )
  if (into === supporters || into === ledger)
    throw new Error('--into must name the stack’s own table: the restored records are copied into it')
  const settings = loadSettings(values.settings)
  const client = new DynamoDBClient({ region: settings.region, maxAttempts: 10 })
  const tables = { supporters, ledger }
  const counts = await reconcile({
    settings: () => settings,
    clock: Date.now,
    newId: randomUUID,
    store: () => supporterStore(client, tables, pendingRetention(settings)),
    tables: restoredTables(client, tables, pendingRetention(settings)),
    supporterItems: supporterItems(client, supporters),
  })
  process.stdout.write(reportOf(counts))
  if (into && counts.ahead === 0) {
    const { written, removed } = await putBack(client, { from: supporters, into })
    process.stdout.write(`Copied ${written} items into ${into} and deleted ${removed} from it.\n`)
  }
  client.destroy()
  return counts.ahead > 0 ? 1 : 0
}

/** Formats the counts, one a line. */
function reportOf(counts: Reconciled): string {
  const words: Record<keyof Reconciled, string> = {
    unchanged: 'unchanged since the backup',
    folded: 'reconciled with the ledger; among them',
    erasedAgain: '  erased again',
    leftAgain:
      '  removed from the list again: unsubscribed, objected, bounced, complained or erased since the backup',
    subscribersLost: 'subscribed since the backup: their addresses are lost, and they must sign up again',
    requestsLost: 'signed up since the backup without confirming: likewise',
    ahead: 'newer than the ledger, so left unchanged: the ledger may be older than the backup',
  }
  const lines = Object.entries(words).map(
    ([name, text]) => `${String(counts[name as keyof Reconciled]).padStart(9)}  ${text}`,
  )
  return `${lines.join('\n')}\n`
}

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}
