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
/** A stop that takes longer is cut short. */
const longestStopMs = 1_800

const starting = new AbortController()
let stack: LocalStack | undefined
let stopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => {
    complain(error)
    void stop(1)
  })

// npm passes a signal to its shell, and not every shell passes it on: then the shell is gone and we are not.
const shell = process.ppid
if (process.env.npm_lifecycle_event === 'start')
  setInterval(() => process.ppid === shell || void stop(0), 250).unref()

try {
  stack = await start()
  if (!stopping) print(welcome(stack))
} catch (error) {
  if (!stopping) complain(error)
  process.exitCode = stopping ? 0 : 1
  await leave()
}

async function start(): Promise<LocalStack> {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } })
  const dataDir = resolve(process.env.DATA_DIR || join(projectRoot, '.local'))
  if (values.fresh) forget(dataDir)
  return startLocalStack({
    dataDir,
    ports: portsFromEnvironment(process.env),
    sesLimits: sesLimitsFromEnvironment(process.env),
    settingsFile,
    signal: starting.signal,
    log: print,
  })
}

/** Only what the local stack itself keeps: DATA_DIR may be a directory with other things in it. */
function forget(dataDir: string): void {
  if (!existsSync(join(dataDir, 'state'))) return
  const unlock = lockDataDir(dataDir)
  rmSync(join(dataDir, 'state'), { recursive: true, force: true })
  unlock()
  print(`Forgot the data in ${shortPath(dataDir)}`)
}

/** npm may pass the same signal on twice: only the first counts. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  process.exitCode = exitCode
  starting.abort()
  if (!stack) return
  print('Stopping …')
  setTimeout(() => process.exit(), longestStopMs).unref()
  await stack.stop().catch(complain)
  await leave()
}

/** The end: whatever timer or socket a library still holds does not keep the process. */
async function leave(): Promise<void> {
  await new Promise((flushed) => process.stdout.write('', flushed))
  process.exit()
}

function welcome({ urls }: LocalStack): string {
  const settings = JSON.parse(readFileSync(resolve(projectRoot, settingsFile), 'utf8'))
  const [form = ''] = Object.keys(settings.forms ?? {})
  return `
  ready: ${settings.organisation?.name ?? 'the local stack'}

    Website        ${urls.site}
    Sign-up page   ${urls.api}/forms/${form}
    Inbox          ${urls.inbox}
    Officers       ${urls.signIn}
    AWS endpoint   ${urls.aws}   (access key: local, secret: local)

  Try it: sign up on the website, then open the inbox and press the button in the mail.
  A privacy officer's token:  npm run -s local:token -- privacy-officer
  Start over without data:    npm start -- --fresh
  Stop with Ctrl+C.
`
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') ? path : short
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complain(error: unknown): void {
  const { message, errors = [] } = error as AggregateError
  const details = errors.map((cause) => `\n  ${cause.message}`).join('')
  process.stderr.write(`\nThe local stack failed. ${message ?? error}${details}\n`)
  if (process.env.DEBUG) process.stderr.write(`${(error as Error).stack}\n`)
}
