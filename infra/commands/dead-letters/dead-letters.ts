import { parseArgs } from 'node:util'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { localUrl, portsFromEnvironment } from '../../local/ports.ts'
import { loadSettings } from '../../settings/load-settings.ts'
import { discard, type Held, putBack, replay, takeAll, type WorkbenchClients } from './workbench.ts'

const usage = `What has been given up, and what to do with it:
  npm run dead-letters                                     lists it
  npm run dead-letters -- replay <id>… | --all             hands it back to where it came from
  npm run dead-letters -- discard <id>…                    takes it away for good
With --settings <file> in AWS, by the credentials of your shell; without, in the local stack.`

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { settings: { type: 'string' }, all: { type: 'boolean', default: false } },
  })
  const [command = 'list', ...ids] = positionals
  const named = values.all ? command === 'replay' && ids.length === 0 : ids.length > 0
  if (command !== 'list' && !(['replay', 'discard'].includes(command) && named)) throw new Error(usage)
  const clients = await connect(values.settings)
  const held = await takeAll(clients)
  const isMeant = ({ id }: Held) => command !== 'list' && (values.all || ids.includes(id))
  for (const letter of held.filter((one) => !isMeant(one))) await putBack(clients, letter)
  if (command === 'list') return list(held)
  return carryOut(clients, command, { held: held.filter(isMeant), ids })
}

async function carryOut(
  clients: WorkbenchClients,
  command: string,
  { held, ids }: { held: Held[]; ids: string[] },
): Promise<number> {
  const unknown = ids.filter((id) => !held.some((letter) => letter.id === id))
  for (const id of unknown) print(`${id}  There is no such letter, or somebody else is looking at it.`)
  let left = unknown.length
  for (const letter of held) {
    if (command === 'discard') {
      await discard(clients, letter)
      print(`${letter.id}  It is gone.`)
      continue
    }
    const { done, says } = await replay(clients, letter)
    if (!done) {
      await putBack(clients, letter)
      left += 1
    }
    print(`${letter.id}  ${says}`)
  }
  return left === 0 ? 0 : 1
}

function list(held: readonly Held[]): number {
  if (held.length === 0) print('Nothing has been given up.')
  for (const [from, letters] of Map.groupBy(held, (letter) => letter.from)) {
    print(`${from}: ${letters.length}\n`)
    for (const { id, since, received, description } of letters) {
      const { what, suffers, replay: does } = description
      print(`  ${id}  ${what}`)
      print(
        `            Given up ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC, received ${received} times.`,
      )
      print(`            Suffers:  ${suffers}`)
      print(`            Replayed: ${does}\n`)
    }
  }
  return 0
}

async function connect(settingsFile: string | undefined): Promise<WorkbenchClients> {
  const { stackName, region } = loadSettings(settingsFile ?? 'infra/settings/local.json')
  const local = {
    endpoint: localUrl(portsFromEnvironment(process.env).aws),
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  const options = { region, ...(settingsFile ? {} : local) }
  const client = new DynamoDBClient(options)
  const names = await tableNames(client, `${stackName}-`)
  const table = (part: string) => {
    const name = names.find((candidate) => candidate.startsWith(`${stackName}-Tables${part}`))
    if (!name) throw new Error(`There is no table ${stackName}-Tables${part}… in ${region}.`)
    return name
  }
  return {
    sqs: new SQSClient(options),
    lambda: new LambdaClient(options),
    events: new EventBridgeClient(options),
    tables: { client, supporters: table('Supporters'), ledger: table('Ledger') },
    stackName,
  }
}

async function tableNames(client: DynamoDBClient, prefix: string): Promise<string[]> {
  const names: string[] = []
  let ExclusiveStartTableName: string | undefined
  do {
    const page = await client.send(new ListTablesCommand({ ExclusiveStartTableName }))
    names.push(...(page.TableNames ?? []).filter((name) => name.startsWith(prefix)))
    ExclusiveStartTableName = page.LastEvaluatedTableName
  } while (ExclusiveStartTableName)
  return names
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  process.exitCode = await run()
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  process.stderr.write(
    code === 'ECONNREFUSED'
      ? 'The local stack is not running: npm start. In AWS: --settings <file>.\n'
      : `${message}\n`,
  )
  process.exitCode = 2
}
