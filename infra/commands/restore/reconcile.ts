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
 * `npm run reconcile -- --settings <file> --supporters <restored table> --ledger <table>` brings a table of supporters,
 * restored from a backup, up to what the ledger says: before anything is sent from it. `--into <table>` then makes the
 * records of that table, the stack's own, those of the restored one, if every record could be brought up. With the
 * credentials of an administrator, from wherever AWS's tools find them; `AWS_ENDPOINT_URL` leads elsewhere. May be run
 * again. Ends with 0 if all was done, 1 if some records know more than the ledger, 2 if it could not be run.
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
      'Which tables? npm run reconcile -- --settings infra/settings/production.json --supporters <restored table> --ledger <ledger> [--into <table>]',
    )
  if (into === supporters || into === ledger)
    throw new Error('--into names the table of the stack, into which the restored one is put back')
  const settings = loadSettings(values.settings)
  const client = new DynamoDBClient({ region: settings.region, maxAttempts: 10 })
  const tables = { supporters, ledger }
  const counts = await reconcile({
    settings: () => settings,
    clock: Date.now,
    newId: randomUUID,
    store: () => supporterStore(client, tables, pendingRetention(settings)),
    tables: restoredTables(client, tables, pendingRetention(settings)),
    traces: supporterItems(client, supporters),
  })
  process.stdout.write(reportOf(counts))
  if (into && counts.ahead === 0) {
    const { written, removed } = await putBack(client, { from: supporters, into })
    process.stdout.write(`Put back: ${written} items written into ${into}, ${removed} taken out.\n`)
  }
  client.destroy()
  return counts.ahead > 0 ? 1 : 0
}

/** What became of whom, a line each. */
function reportOf(counts: Reconciled): string {
  const words: Record<keyof Reconciled, string> = {
    unchanged: 'as they were in the backup',
    folded: 'brought up to the ledger; among them',
    erasedAgain: '  erased again',
    leftAgain: '  taken off the list again: left, objected, bounced, complained or erased since the backup',
    subscribersLost: 'subscribed since, under an address that is gone: they have to sign up again',
    requestsLost: 'asked since and not confirmed, likewise',
    ahead: 'know more than the ledger and were left alone: is the ledger the older one?',
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
