import { Cleanups } from './cleanups.ts'
import { everyDomain, startNameServer } from './dns/name-server.ts'
import type { CapacityLog } from './dynamodb/capacity.ts'
import { type AwsEndpoint, startAwsEndpoint } from './endpoint/endpoint.ts'
import type { Faults } from './endpoint/faults.ts'
import type { BusEvent } from './eventbridge/event-bus.ts'
import { freePort } from './free-port.ts'
import { FunctionHost } from './function-host.ts'
import type { DecidedAccess } from './iam/authorizer.ts'
import type { Mailbox } from './ses/mailbox.ts'
import type { SesLimits } from './ses/ses-limits.ts'
import type { Queues } from './sqs/queues.ts'
import { type Deployment, loadDeployment, type Template } from './template/deployment.ts'

export interface EmulatorOptions {
  /** The directory that `cdk synth` wrote: a manifest, the template of one stack, and its assets. */
  assemblyDir: string
  /** The port of the HTTP API; any free port if it is 0 or left out. */
  apiPort?: number | undefined
  /** The port of the AWS endpoint; any free port if it is 0 or left out. */
  awsPort?: number | undefined
  /** The URL that replaces the issuer of every user pool. */
  signInUrl?: string | undefined
  /** The directory for state that outlives a restart; without it, state is in memory and begins empty. */
  dataDir?: string | undefined
  /** SES's sending limits; generous unless given. */
  sesLimits?: Partial<SesLimits> | undefined
  /** Changes the template before anything is created from it. */
  transform?: ((template: Template) => Template) | undefined
  /** Receives each log line: the functions', with the function's name, and the emulator's own. */
  log?: ((line: string) => void) | undefined
  /** Receives each decision of a role's policies, for another judge to compare. */
  decided?: ((access: DecidedAccess) => void) | undefined
  /** Cancels the start. */
  signal?: AbortSignal | undefined
}

export interface Emulator {
  /** The URL of the HTTP API; `aws.url` is that of the AWS endpoint. */
  apiUrl: string
  deployment: Deployment
  /** The outputs of the stack. */
  outputs: Record<string, string>
  aws: AwsEndpoint
  faults: Faults
  mailbox: Mailbox
  capacity: CapacityLog
  queues: Queues
  /** The functions' log lines so far, as written. */
  logs: string[]
  /** The lines of the API's access log so far. */
  accessLog: string[]
  /** Kills the sandboxes of each function whose name contains `functionNamePart`. */
  kill(functionNamePart: string): void
  /** Fires now each schedule whose name contains `schedulePart`. */
  fire(schedulePart: string): void
  /** Puts an event on the default event bus. */
  putEvent(event: BusEvent): void
  /** Resolves when streams and queues are drained and no invocation is in flight. */
  idle(): Promise<void>
  /** Ends every process. May be called twice. */
  stop(): Promise<void>
}

/** Runs a synthesized stack on this machine. @throws Error for a template that it cannot run */
export function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  return Cleanups.guard((cleanups) => start(options, cleanups))
}

async function start(options: EmulatorOptions, cleanups: Cleanups): Promise<Emulator> {
  const { dataDir, log = () => {}, sesLimits, signal } = options
  const apiPort = options.apiPort || (await freePort())
  const awsPort = options.awsPort || (await freePort())
  const apiUrl = `http://127.0.0.1:${apiPort}`
  const deployment = loadDeployment(options.assemblyDir, options.transform, {
    apiUrl,
    awsUrl: `http://127.0.0.1:${awsPort}`,
    signInUrl: options.signInUrl,
  })
  log('Starting the AWS endpoint …')
  const aws = await startAwsEndpoint(deployment, {
    port: awsPort,
    dataDir,
    sesLimits,
    decided: options.decided,
  })
  cleanups.add(() => aws.stop())
  signal?.throwIfAborted()
  log(`Starting ${deployment.functions.length} functions …`)
  const dns = await startNameServer(everyDomain)
  cleanups.add(() => dns.stop())
  const host = new FunctionHost(deployment, { aws, nameServer: dns.address, dataDir, log })
  cleanups.add(() => host.stop())
  await host.listen(apiPort)
  return { apiUrl, ...handlesOf(deployment, aws, host), stop: () => cleanups.run() }
}

function handlesOf(
  deployment: Deployment,
  aws: AwsEndpoint,
  host: FunctionHost,
): Omit<Emulator, 'apiUrl' | 'stop'> {
  const { capacity, faults, mailbox, queues } = aws
  return {
    deployment,
    outputs: deployment.outputs,
    aws,
    faults,
    mailbox,
    capacity,
    queues,
    logs: host.logs,
    accessLog: host.accessLog,
    kill: (part) => host.kill(part),
    fire: (part) => host.fire(part),
    putEvent: (event) => host.putEvent(event),
    idle: () => host.idle(),
  }
}
