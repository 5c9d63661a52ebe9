import { parseArgs } from 'node:util'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { localUrl, portsFromEnvironment } from '../../local/ports.ts'
import { loadSettings } from '../../settings/load-settings.ts'
import { discard, type Held, putBack, replay, takeAll, type WorkbenchClients } from './workbench.ts'

const usage = `Lists and handles undeliverable work in the dead-letter queues:
  npm run dead-letters                                     lists the dead letters
  npm run dead-letters -- replay <id>… | --all             processes them again
  npm run dead-letters -- discard <id>…                    deletes them permanently
With --settings <file> it uses AWS, with your shell’s credentials; without, the local stack.`

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
  const isSelected = ({ id }: Held) => command !== 'list' && (values.all || ids.includes(id))
  for (const letter of held.filter((letter) => !isSelected(letter))) await putBack(clients, letter)
  if (command === 'list') return list(held)
  return carryOut(clients, command, { held: held.filter(isSelected), ids })
}

async function carryOut(
  clients: WorkbenchClients,
  command: string,
  { held, ids }: { held: Held[]; ids: string[] },
): Promise<number> {
  const unknown = ids.filter((id) => !held.some((letter) => letter.id === id))
  for (const id of unknown) print(`${id}  No such letter, or another command holds it.`)
  let left = unknown.length
  for (const letter of held) {
    if (command === 'discard') {
      await discard(clients, letter)
      print(`${letter.id}  Deleted.`)
      continue
    }
    const { done, report } = await replay(clients, letter)
    if (!done) {
      await putBack(clients, letter)
      left += 1
    }
    print(`${letter.id}  ${report}`)
  }
  return left === 0 ? 0 : 1
}

function list(held: readonly Held[]): number {
  if (held.length === 0) print('There are no dead letters.')
  for (const [from, letters] of Map.groupBy(held, (letter) => letter.from)) {
    print(`${from}: ${letters.length}\n`)
    for (const { id, since, received, description } of letters) {
      const { name, impact, onReplay } = description
      print(`  ${id}  ${name}`)
      print(
        `            Failed:    ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC, received ${received} times.`,
      )
      print(`            Impact:    ${impact}`)
      print(`            On replay: ${onReplay}\n`)
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
      ? 'The local stack is not running. Start it with npm start, or use --settings <file> for AWS.\n'
      : `${message}\n`,
  )
  process.exitCode = 2
}
