import { cpSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { scratchDirectory } from '../scratch-directory.ts'
import type { Deployment, LocalFunction } from '../template/deployment.ts'
import { assertDeployableEnvironment, functionEnvironment } from './function-environment.ts'
import { FunctionPool } from './function-pool.ts'
import type { Invocation } from './sandbox.ts'

export interface LambdaOptions {
  awsUrl: string
  nameServer?: string | undefined
  log: (functionName: string, line: string) => void
  cap?: number
  idleMs?: number
}

/** Runs the deployment's functions, each from a copy of its bundle outside the reach of any `node_modules`. */
export class Lambda {
  readonly #pools = new Map<string, FunctionPool>()
  readonly #taskRoots = scratchDirectory()
  #stopped = false

  constructor(deployment: Deployment, options: LambdaOptions) {
    const { awsUrl, nameServer, log, ...limits } = options
    for (const fn of deployment.functions) assertDeployableEnvironment(fn)
    for (const fn of deployment.functions) {
      const taskRoot = this.#unpack(fn)
      const environment = functionEnvironment(fn, {
        region: deployment.region,
        awsUrl,
        nameServer,
        taskRoot,
      })
      const pool = new FunctionPool(fn, {
        environment,
        taskRoot,
        ...limits,
        log: (line) => log(fn.name, line),
      })
      this.#pools.set(fn.name, pool)
    }
  }

  get inFlight(): number {
    return [...this.#pools.values()].reduce((sum, pool) => sum + pool.inFlight, 0)
  }

  /** Invokes synchronously. A function's failure is a value, not an exception. */
  invoke(fn: LocalFunction, event: unknown, requestId?: string): Promise<Invocation> {
    const pool = this.#pools.get(fn.name)
    if (!pool) throw new Error(`There is no function "${fn.name}"`)
    return pool.invoke(event, requestId)
  }

  /** Sends SIGKILL to the sandbox with this session token. */
  killOne(functionName: string, session: string | undefined): void {
    this.#pools.get(functionName)?.kill(session)
  }

  /** Sends SIGKILL to the sandboxes of each function whose name contains `namePart`. @throws Error if there is none */
  kill(namePart: string): void {
    const pools = [...this.#pools.values()].filter(({ fn }) => fn.name.includes(namePart))
    if (pools.length === 0) throw new Error(`No function has a name that contains "${namePart}"`)
    for (const pool of pools) pool.kill()
  }

  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()))
    rmSync(this.#taskRoots, { recursive: true, force: true })
  }

  #unpack(fn: LocalFunction): string {
    const taskRoot = join(this.#taskRoots, basename(fn.assetDir))
    if (!existsSync(taskRoot)) cpSync(fn.assetDir, taskRoot, { recursive: true })
    return taskRoot
  }
}
