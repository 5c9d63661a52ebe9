import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError, type Json } from '../endpoint/call.ts'
import { freePort } from '../free-port.ts'

/** The database behind DynamoDB's calls: dynoxide, or the server at `DYNAMODB_ENDPOINT`. */
export interface DynamoDbEngine {
  /** @throws AwsError the engine's own error */
  call(target: string, input: Json): Promise<Json>
  stop(): Promise<void>
}

export interface EngineOptions {
  /** The directory of the file that holds the tables; without it they are in memory. */
  dataDir?: string | undefined
  /** The URL of a server to connect to, in place of dynoxide. */
  endpoint?: string | undefined
}

/** Starts dynoxide, or connects to another engine. @throws Error if there is none for this machine */
export async function startEngine({ dataDir, endpoint }: EngineOptions): Promise<DynamoDbEngine> {
  const external = endpoint ?? process.env.DYNAMODB_ENDPOINT
  if (external) return connect(external, async () => {})
  const binary = dynoxide()
  const port = await freePort()
  const child = spawnWatched(binary, engineArguments(port, dataDir))
  const engine = connect(`http://127.0.0.1:${port}`, () => stopProcess(child))
  await untilReady(engine, child)
  return engine
}

function dynoxide(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}/dynoxide`
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(
      `No DynamoDB engine: ${name} is not installed (an optional dependency: run "npm install"). ` +
        'If dynoxide has no package for this machine, start another engine, such as DynamoDB Local, and set DYNAMODB_ENDPOINT to its URL.',
    )
  }
}

function engineArguments(port: number, dataDir?: string): string[] {
  const base = ['serve', '--port', String(port)]
  if (dataDir === undefined) return base
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true })
  return [...base, '--db-path', join(dataDir, 'dynamodb.sqlite')]
}

/** Ends the engine when its input ends, so that it never outlives this process, however this process dies. */
const watcher = `
exec 3<&0
"$0" "$@" </dev/null 3<&- & engine=$!
{ read -r _ <&3; kill -TERM $engine 2>/dev/null; } & watch=$!
exec 3<&-
wait $engine; status=$?
kill $watch 2>/dev/null
exit $status`

function spawnWatched(binary: string, args: string[]): ChildProcess {
  // The engine has its own process group: Ctrl+C reaches this process only, which then ends the engine.
  return spawn('/bin/sh', ['-c', watcher, binary, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.stdin?.end()
  const killer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 3000)
  await exited
  clearTimeout(killer)
}

async function untilReady(engine: DynamoDbEngine, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The DynamoDB engine exited with code ${child.exitCode} while it started`)
    const ready = await engine.call('DynamoDB_20120810.ListTables', { Limit: 1 }).then(
      () => true,
      () => false,
    )
    if (ready) return
    if (Date.now() > deadline) throw new Error('The DynamoDB engine did not answer within 10 seconds')
    await sleep(15)
  }
}

function connect(url: string, stop: () => Promise<void>): DynamoDbEngine {
  // Closes idle connections sooner than an engine would.
  const agent = new Agent({ keepAlive: true, timeout: 4000 })
  return {
    call: async (target, input) => {
      const { status, body } = await post(url, agent, target, JSON.stringify(input))
      const answer: Json = body === '' ? {} : JSON.parse(body)
      if (status < 400) return answer
      const { __type = 'InternalServerError', message, Message, ...details } = answer
      throw new AwsError(String(__type).replace(/^.*#/, ''), message ?? Message ?? '', status, details)
    },
    stop: async () => {
      agent.destroy()
      await stop()
    },
  }
}

/**
 * A signature in form only, since engines do not verify it. DynamoDB Local keeps one set of tables for each key, so
 * there is one key.
 */
const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0'

function post(
  url: string,
  agent: Agent,
  target: string,
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization,
    }
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
