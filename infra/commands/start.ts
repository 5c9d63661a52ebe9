/** `npm start`: runs the local stack until SIGINT or SIGTERM. */

import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lockDataDir } from '../local/data-lock.ts'
import { sesLimitsFromEnvironment } from '../local/emulator/ses/ses-limits.ts'
import { type LocalStack, startLocalStack } from '../local/local-stack.ts'
import { portsFromEnvironment } from '../local/ports.ts'
import { projectRoot } from '../local/synthesize.ts'

const settingsFile = 'infra/settings/local.json'
/** Milliseconds after which a stop is forced. */
const maxStopMs = 1_800

const starting = new AbortController()
let stack: LocalStack | undefined
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => {
    reportError(error)
    void stop(1)
  })

// npm signals its shell, and not every shell passes the signal on, so this process stops when the shell is gone.
const shell = process.ppid
if (process.env.npm_lifecycle_event === 'start')
  setInterval(() => process.ppid === shell || void stop(0), 250).unref()

try {
  stack = await start()
  if (!stopping) print(banner(stack))
} catch (error) {
  if (!stopping) reportError(error)
  process.exitCode = stopping ? 0 : 1
  await exit()
}

async function start(): Promise<LocalStack> {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } })
  const dataDir = resolve(process.env.DATA_DIR || join(projectRoot, '.local'))
  if (values.fresh) deleteData(dataDir)
  return startLocalStack({
    dataDir,
    ports: portsFromEnvironment(process.env),
    sesLimits: sesLimitsFromEnvironment(process.env),
    settingsFile,
    signal: starting.signal,
    log: print,
  })
}

/** Deletes only the local stack's own data, since DATA_DIR may hold other files. */
function deleteData(dataDir: string): void {
  if (!existsSync(join(dataDir, 'state'))) return
  const unlock = lockDataDir(dataDir)
  rmSync(join(dataDir, 'state'), { recursive: true, force: true })
  unlock()
  print(`Deleted the data in ${shortPath(dataDir)}`)
}

/** Stops the local stack once, since npm may pass the same signal on twice. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  process.exitCode = exitCode
  starting.abort()
  if (!stack) return
  print('Stopping …')
  setTimeout(() => process.exit(), maxStopMs).unref()
  await stack.stop().catch(reportError)
  await exit()
}

/** Ends the process, even if a library still holds a timer or a socket. */
async function exit(): Promise<void> {
  await new Promise((flushed) => process.stdout.write('', flushed))
  process.exit()
}

function banner({ urls }: LocalStack): string {
  const settings = JSON.parse(readFileSync(resolve(projectRoot, settingsFile), 'utf8'))
  const [form = ''] = Object.keys(settings.forms ?? {})
  return `
  ready: ${settings.organisation?.name ?? 'the local stack'}

    Website        ${urls.site}
    Sign-up page   ${urls.api}/forms/${form}
    Inbox          ${urls.inbox}
    AWS endpoint   ${urls.aws}   (access key: local, secret: local)

  Try it: sign up on the website, then open the inbox and press the button in the mail.

  A token for the officers' API:  npm run -s local:token -- privacy-officer
  Start again without data:       npm start -- --fresh
  Stop:                           Ctrl+C
`
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function reportError(error: unknown): void {
  const { message, errors = [] } = error as AggregateError
  const details = errors.map((cause) => `\n  ${cause.message}`).join('')
  process.stderr.write(`\nThe local stack failed. ${message ?? error}${details}\n`)
  if (process.env.DEBUG) process.stderr.write(`${(error as Error).stack}\n`)
}
