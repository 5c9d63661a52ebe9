import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { type LocalStack, startLocalStack } from '../../local/local-stack.ts'
import { projectRoot } from '../../local/synthesize.ts'
import { type DrillObservation, type DrillPerson, personOf } from './drill-person.ts'

/** The acts of each group of people, before and after the backup. */
const groups = {
  stay: { before: ['sign-up', 'confirm'], after: [] },
  unsubscribe: { before: ['sign-up', 'confirm'], after: ['unsubscribe'] },
  object: { before: ['sign-up', 'confirm'], after: ['object'] },
  'are erased': { before: ['sign-up', 'confirm'], after: ['erase'] },
  confirm: { before: ['sign-up'], after: ['confirm'] },
  'sign up again': { before: ['sign-up', 'confirm', 'unsubscribe'], after: ['sign-up', 'confirm'] },
  'sign up after': { before: [], after: ['sign-up', 'confirm'] },
  'sign up after, and unsubscribe': { before: [], after: ['sign-up', 'confirm', 'unsubscribe'] },
} as const satisfies Record<string, { before: readonly Act[]; after: readonly Act[] }>
type Act = keyof Omit<DrillPerson, 'look'>
export type Group = keyof typeof groups

/** The numbers of people in a group who may be mailed at each stage. */
export interface Row {
  readonly group: Group
  readonly people: number
  readonly mailed: { readonly before: number; readonly restored: number; readonly reconciled: number }
  /** People who may be mailed, or whose address is held, although this was not so before the loss. */
  readonly resurrected: { readonly restored: number; readonly reconciled: number }
}

/**
 * Simulates a loss on the local stack: people sign up; a backup is taken; people sign up, unsubscribe, object and are
 * erased; the table is lost; the backup is restored beside it; `npm run reconcile` reconciles it with the ledger and
 * puts it back. People act through the API, and the command is the real one.
 * @param perGroup people in each group
 */
export async function drill(stack: LocalStack, settingsFile: string, perGroup: number): Promise<Row[]> {
  const token = await stack.token('privacy-officer')
  const people = Object.entries(groups).flatMap(([group, acts]) =>
    Array.from({ length: perGroup }, (_, i) => ({
      group: group as Group,
      acts,
      person: personOf(stack, token, `${group.replaceAll(/\W+/g, '-')}-${i}@example.org`),
    })),
  )
  const play = async (when: 'before' | 'after') => {
    for (const { acts, person } of people) for (const act of acts[when] as readonly Act[]) await person[act]()
    await stack.idle()
  }
  const look = () => Promise.all(people.map(({ person }) => person.look()))

  await play('before')
  const table = supportersOf(stack)
  const backup = await table.items()
  await play('after')
  const before = await look()
  await table.replaceBy(backup)
  const restored = await look()
  // Like point-in-time recovery: the backup becomes a separate table, and the stack's table is empty.
  const aside = await table.restoredAside(backup)
  await table.replaceBy([])
  await runReconcile(stack, settingsFile, aside)
  const reconciled = await look()
  table.close()

  const rows = Object.keys(groups) as Group[]
  return rows.map((group) => {
    const members = people.flatMap((each, i) => (each.group === group ? [i] : []))
    const mailed = (observations: DrillObservation[]) => members.filter((i) => observations[i]?.mailed).length
    const harmed = (observations: DrillObservation[]) =>
      members.filter(
        (i) => (observations[i]?.mailed && !before[i]?.mailed) || (observations[i]?.held && !before[i]?.held),
      ).length
    return {
      group,
      people: members.length,
      mailed: { before: mailed(before), restored: mailed(restored), reconciled: mailed(reconciled) },
      resurrected: { restored: harmed(restored), reconciled: harmed(reconciled) },
    }
  })
}

/** Formats the rows as a table for a terminal. */
export function tableOf(rows: readonly Row[]): string {
  const header = ['', 'people', 'mailed before', 'restored', 'reconciled', 'resurrected', 'after reconcile']
  const cells = rows.map(({ group, people, mailed, resurrected }) =>
    [
      group,
      people,
      mailed.before,
      mailed.restored,
      mailed.reconciled,
      resurrected.restored,
      resurrected.reconciled,
    ].map(String),
  )
  return [header, ...cells]
    .map(([name = '', ...numbers]) =>
      [name.padEnd(24), ...numbers.map((text, i) => text.padStart((header[i + 1]?.length ?? 0) + 2))].join(
        '',
      ),
    )
    .join('\n')
}

/** Opens the Supporters table, to take a backup of it and to replace its items. */
function supportersOf(stack: LocalStack) {
  const TableName = outputOf(stack, 'SupportersTable')
  const client = new DynamoDBClient({
    endpoint: stack.urls.aws,
    region: stack.deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const items = async () => {
    const found: Record<string, AttributeValue>[] = []
    for await (const { Items = [] } of paginateScan({ client }, { TableName })) found.push(...Items)
    return found
  }
  return {
    items,
    async replaceBy(backup: Awaited<ReturnType<typeof items>>) {
      for (const { supporterId, item } of await items()) {
        if (supporterId && item)
          await client.send(new DeleteItemCommand({ TableName, Key: { supporterId, item } }))
      }
      for (const Item of backup) await client.send(new PutItemCommand({ TableName, Item }))
    },
    /** Restores a backup into a new table. @returns its name */
    async restoredAside(backup: Awaited<ReturnType<typeof items>>) {
      const restored = `${TableName}-restored`
      await client.send(
        new CreateTableCommand({
          TableName: restored,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [
            { AttributeName: 'supporterId', KeyType: 'HASH' },
            { AttributeName: 'item', KeyType: 'RANGE' },
          ],
          AttributeDefinitions: [
            { AttributeName: 'supporterId', AttributeType: 'S' },
            { AttributeName: 'item', AttributeType: 'S' },
          ],
        }),
      )
      for (const Item of backup) await client.send(new PutItemCommand({ TableName: restored, Item }))
      return restored
    },
    close: () => client.destroy(),
  }
}

async function runReconcile(stack: LocalStack, settingsFile: string, restored: string): Promise<void> {
  const tables = [
    '--supporters',
    restored,
    '--ledger',
    outputOf(stack, 'LedgerTable'),
    '--into',
    outputOf(stack, 'SupportersTable'),
  ]
  await promisify(execFile)(
    process.execPath,
    ['infra/commands/restore/reconcile.ts', '--settings', settingsFile, ...tables],
    {
      cwd: projectRoot,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: stack.urls.aws,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    },
  )
}

const outputOf = ({ outputs }: LocalStack, part: string): string =>
  Object.entries(outputs).find(([name]) => name.includes(part))?.[1] ?? ''

/** `npm run drill [-- <people in each group>]` */
if (import.meta.main) {
  const settingsFile = 'infra/settings/local.json'
  const ports = { api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 }
  const stack = await startLocalStack({ settingsFile, ports })
  try {
    const rows = await drill(stack, settingsFile, Number(process.argv[2] ?? 5))
    process.stdout.write(`${tableOf(rows)}\n`)
    process.exitCode = rows.some(({ resurrected }) => resurrected.reconciled > 0) ? 1 : 0
  } finally {
    await stack.stop()
  }
}
