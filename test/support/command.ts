import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { Command } from '../../shared/domain/commands.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import type { SupporterId } from '../../shared/domain/supporter-id.ts'
import { commit } from '../../shared/store/commit.ts'
import { supporterStore } from '../../shared/store/supporter-store.ts'
import { settings } from './builders.ts'
import type { Person } from './stack.ts'

/** Carries out a command on a person's record, with all permissions. */
export async function command(stack: LocalStack, person: Person, what: Command): Promise<SupporterId> {
  const client = clientOf(stack)
  const { SupportersTable: supporters = '', LedgerTable: ledger = '' } = tableNames(stack)
  const store = supporterStore(client, { supporters, ledger }, pendingRetention(settings))
  const id = (await person.record()).supporterId as SupporterId
  await commit(store, id, what, { id: randomUUID(), at: Date.now(), policy: settings })
  client.destroy()
  return id
}

/** Returns a client of the local stack's AWS with all permissions. */
export const clientOf = (stack: LocalStack) =>
  new DynamoDBClient({
    endpoint: stack.urls.aws,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

const tableNames = ({ outputs }: LocalStack) =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([output, value]) => {
      const [kind] = /(Supporters|Ledger)Table/.exec(output) ?? []
      return kind ? [[kind, value]] : []
    }),
  )
