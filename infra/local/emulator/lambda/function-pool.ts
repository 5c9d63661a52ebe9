import { randomUUID } from 'node:crypto'
import type { LocalFunction } from '../template/deployment.ts'
import { type Invocation, Sandbox } from './sandbox.ts'
import type { FunctionError } from './sandbox-messages.ts'

export interface PoolOptions {
  environment: Record<string, string>
  taskRoot: string
  /** The most sandboxes at once, unless the template reserves concurrency; 8 unless given. */
  cap?: number
  /** The time for which an unused sandbox is kept; one minute unless given. */
  idleMs?: number
  log: (line: string) => void
}

interface Waiting {
  event: unknown
  requestId: string
  resolve: (invocation: Invocation) => void
  giveUp: NodeJS.Timeout
}

/** The sandboxes of one function: reuses warm ones, and starts more under load, up to a cap. */
export class FunctionPool {
  readonly fn: LocalFunction
  readonly #options: PoolOptions
  readonly #cap: number
  readonly #sandboxes = new Set<Sandbox>()
  readonly #waiting: Waiting[] = []
  readonly #reaper: NodeJS.Timeout
  #inFlight = 0
  #stopped = false

  constructor(fn: LocalFunction, options: PoolOptions) {
    this.fn = fn
    this.#options = options
    this.#cap = fn.reservedConcurrency ?? options.cap ?? 8
    const idleMs = options.idleMs ?? 60_000
    this.#reaper = setInterval(() => this.#reap(idleMs), Math.min(idleMs, 5_000))
    this.#reaper.unref()
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Invokes the function. Waits while every sandbox is busy; throttles once it has waited for the function's timeout. */
  async invoke(event: unknown, requestId: string = randomUUID()): Promise<Invocation> {
    if (this.#stopped) return failure('ServiceException', 'The emulator is stopping')
    this.#inFlight += 1
    try {
      return await new Promise<Invocation>((resolve) => {
        const giveUp = setTimeout(() => this.#throttle(requestId), this.fn.timeoutSeconds * 1000)
        this.#waiting.push({ event, requestId, resolve, giveUp })
        this.#pump()
      })
    } finally {
      this.#inFlight -= 1
    }
  }

  /** Sends SIGKILL to every sandbox, or only to the one with this session token. */
  kill(session?: string): void {
    for (const sandbox of this.#sandboxes) {
      if (session === undefined || sandbox.session === session) sandbox.kill()
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#reaper)
    for (const waiting of this.#waiting.splice(0)) {
      clearTimeout(waiting.giveUp)
      waiting.resolve(failure('ServiceException', 'The emulator is stopping'))
    }
    const sandboxes = [...this.#sandboxes]
    this.kill()
    await Promise.all(sandboxes.map((sandbox) => sandbox.exited()))
  }

  #pump(): void {
    for (const sandbox of this.#sandboxes) {
      if (sandbox.state === 'dead') this.#sandboxes.delete(sandbox)
      const next = sandbox.state === 'idle' ? this.#waiting.shift() : undefined
      if (next) void this.#run(sandbox, next)
    }
    const starting = [...this.#sandboxes].filter(({ state }) => state === 'starting').length
    const room = this.#cap - this.#sandboxes.size
    for (let n = 0; n < Math.min(room, this.#waiting.length - starting); n++) void this.#startSandbox()
  }

  async #startSandbox(): Promise<void> {
    const { environment, taskRoot, log } = this.#options
    const session = `local-session-${randomUUID()}`
    const sandbox = new Sandbox({ environment, session, taskRoot, memoryMb: this.fn.memoryMb, log })
    this.#sandboxes.add(sandbox)
    const error = await sandbox.start()
    if (error) {
      this.#sandboxes.delete(sandbox)
      this.#failFirst(error)
    }
    this.#pump()
  }

  #failFirst(error: FunctionError): void {
    const first = this.#waiting.shift()
    if (!first) return
    this.#options.log(`ERROR ${error.errorType}: ${error.errorMessage}`)
    clearTimeout(first.giveUp)
    first.resolve({ ok: false, error })
  }

  async #run(sandbox: Sandbox, { event, requestId, resolve, giveUp }: Waiting): Promise<void> {
    clearTimeout(giveUp)
    const { timeoutSeconds, arn } = this.fn
    const deadline = Date.now() + timeoutSeconds * 1000
    const invocation = await sandbox.invoke(
      { requestId, event, deadline, invokedFunctionArn: arn },
      timeoutSeconds,
    )
    resolve(invocation)
    this.#pump()
  }

  #throttle(requestId: string): void {
    const at = this.#waiting.findIndex((waiting) => waiting.requestId === requestId)
    const [waiting] = at < 0 ? [] : this.#waiting.splice(at, 1)
    waiting?.resolve(failure('TooManyRequestsException', 'Rate Exceeded.'))
  }

  #reap(idleMs: number): void {
    const now = Date.now()
    for (const sandbox of this.#sandboxes)
      if (sandbox.state === 'idle' && now - sandbox.lastUsed > idleMs) {
        sandbox.kill()
        this.#sandboxes.delete(sandbox)
      }
  }
}

function failure(errorType: string, errorMessage: string): Invocation {
  return { ok: false, error: { errorType, errorMessage } }
}
