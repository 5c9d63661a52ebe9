import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import {
  endOfOutput,
  type FunctionError,
  type InvokeMessage,
  type SandboxMessage,
} from './sandbox-messages.ts'

export interface SandboxOptions {
  /** The whole environment of the process; it inherits none of this process's. */
  environment: Record<string, string>
  /** The session token with which it signs its calls. */
  session?: string
  taskRoot: string
  memoryMb: number
  log: (line: string) => void
}

export type Invocation = { ok: true; payload: unknown } | { ok: false; error: FunctionError }

/** Lambda's limit for importing a function. */
const initTimeoutMs = 10_000

/** Lambda's limit for a response. */
const maxPayloadBytes = 6_291_556

/** One process of one function: imports the code once, handles one invocation at a time, and may be killed at any time. */
export class Sandbox {
  #child: ChildProcess
  #log: (line: string) => void
  #state: 'starting' | 'idle' | 'busy' | 'dead' = 'starting'
  #settle: ((message: SandboxMessage | { type: 'exit' }) => void) | undefined
  #outputEnd: { marker: string; remaining: number; done: () => void } | undefined
  #exited: Promise<unknown>
  readonly session: string | undefined
  lastUsed = Date.now()

  constructor({ environment, session, taskRoot, memoryMb, log }: SandboxOptions) {
    this.session = session
    this.#log = log
    this.#child = fork(fileURLToPath(new URL('./sandbox-process.ts', import.meta.url)), [], {
      cwd: taskRoot,
      env: { ...environment, ...(session ? { AWS_SESSION_TOKEN: session } : {}) },
      execArgv: [`--max-old-space-size=${memoryMb}`, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.#child.on('message', (message) => this.#settle?.(message as SandboxMessage))
    this.#child.on('error', () => {})
    this.#exited = once(this.#child, 'close').catch(() => {})
    this.#child.once('exit', () => {
      this.#state = 'dead'
      this.#settle?.({ type: 'exit' })
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) if (stream) this.#readLines(stream)
  }

  get state() {
    return this.#state
  }

  /** Resolves once the code is imported. @returns the error if the import fails */
  async start(): Promise<FunctionError | undefined> {
    const message = await this.#next(initTimeoutMs)
    if (message.type === 'ready') {
      this.#state = 'idle'
      return undefined
    }
    this.kill()
    if (message.type === 'initError') return message.error
    return message.type === 'timeout'
      ? { errorType: 'Sandbox.Timedout', errorMessage: 'Init phase timed out after 10.00 seconds' }
      : exitError('init')
  }

  async invoke(message: InvokeMessage, timeoutSeconds: number): Promise<Invocation> {
    this.#state = 'busy'
    const output = this.#untilOutputEnds(endOfOutput(message.requestId))
    this.#child.send(message, () => {})
    const answer = await this.#next(message.deadline - Date.now())
    this.lastUsed = Date.now()
    if (answer.type === 'timeout') return this.#timedOut(message.requestId, timeoutSeconds)
    if (answer.type === 'exit') return { ok: false, error: exitError(message.requestId) }
    await Promise.race([output, this.#exited])
    if (this.#state === 'busy') this.#state = 'idle'
    if (answer.type === 'error') return { ok: false, error: answer.error }
    return payloadOf(answer.type === 'result' ? answer.payload : undefined)
  }

  /** Sends SIGKILL, even during an invocation. */
  kill(): void {
    this.#state = 'dead'
    this.#child.kill('SIGKILL')
  }

  /** Resolves when the process has ended. */
  async exited(): Promise<void> {
    await this.#exited
  }

  #timedOut(requestId: string, timeoutSeconds: number): Invocation {
    this.kill()
    const errorMessage = `${new Date().toISOString()} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
    this.#log(errorMessage)
    return { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } }
  }

  #next(timeoutMs: number): Promise<SandboxMessage | { type: 'exit' } | { type: 'timeout' }> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return Promise.resolve({ type: 'exit' })
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ type: 'timeout' }), Math.max(0, timeoutMs))
      this.#settle = (message) => {
        clearTimeout(timer)
        this.#settle = undefined
        resolve(message)
      }
    })
  }

  #untilOutputEnds(marker: string): Promise<void> {
    return new Promise((done) => {
      this.#outputEnd = { marker, remaining: 2, done }
    })
  }

  #readLines(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      const end = this.#outputEnd
      if (end && line === end.marker) {
        end.remaining -= 1
        if (end.remaining === 0) end.done()
      } else if (line !== '') this.#log(line)
    })
  }
}

function exitError(requestId: string): FunctionError {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited without providing a reason`,
  }
}

function payloadOf(text: string | undefined): Invocation {
  if (text !== undefined && Buffer.byteLength(text) > maxPayloadBytes)
    return {
      ok: false,
      error: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
      },
    }
  return { ok: true, payload: text === undefined ? null : JSON.parse(text) }
}
