import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Cleanups } from './cleanups.ts'
import { lockDataDir } from './data-lock.ts'
import { startInbox } from './demo/inbox/server.ts'
import { requestToken } from './demo/sign-in/request-token.ts'
import { type SignIn, startSignIn } from './demo/sign-in/sign-in.ts'
import { startSite } from './demo/site/site.ts'
import type { CapacityLog } from './emulator/dynamodb/capacity.ts'
import { type AwsEndpoint, startAwsEndpoint } from './emulator/endpoint/endpoint.ts'
import type { Faults } from './emulator/endpoint/faults.ts'
import type { BusEvent } from './emulator/eventbridge/event-bus.ts'
import { scratchDirectory } from './emulator/lambda/scratch.ts'
import { Runtime } from './emulator/runtime.ts'
import type { Mailbox } from './emulator/ses/mailbox.ts'
import type { SesLimits } from './emulator/ses/ses-limits.ts'
import type { Queues } from './emulator/sqs/queues.ts'
import { type Deployment, loadDeployment, type Template } from './emulator/template/deployment.ts'
import { writeLocalSettings } from './local-settings.ts'
import { choosePorts, localUrl, type Ports } from './ports.ts'
import { projectRoot, reuseSynthesis, synthesize } from './synthesize.ts'

export interface LocalStackOptions {
  /** Without it, everything is in memory or in a directory that goes when the stack stops. */
  dataDir?: string
  /** 0 for any that is free. */
  ports?: Partial<Ports>
  /** `infra/settings/local.json` unless given. */
  settingsFile?: string
  /** How fast and how much SES lets the account send; generous unless given. */
  sesLimits?: Partial<SesLimits>
  /** Changes the template before anything is made of it. */
  transform?: (template: Template) => Template
  /** Every line that is worth reading: functions' logs, each with its function's name, and the stack's own. */
  log?: (line: string) => void
  /** Gives up starting. */
  signal?: AbortSignal
  /** What was synthesized before from the same settings, to save the time. */
  outdir?: string
}

export interface LocalStack {
  urls: { api: string; inbox: string; signIn: string; aws: string; site: string }
  deployment: Deployment
  outputs: Record<string, string>
  aws: AwsEndpoint
  faults: Faults
  mailbox: Mailbox
  capacity: CapacityLog
  queues: Queues
  /** The functions' log lines so far, as they wrote them. */
  logs: string[]
  /** The lines of the API's access log so far. */
  accessLog: string[]
  /** The sandboxes of every function whose name has this part die without notice. */
  kill(functionNamePart: string): void
  /** Fires every schedule whose name has this part, now. */
  fire(schedulePart: string): void
  /** Puts an event on the default event bus. */
  putEvent(event: BusEvent): void
  /** Resolves when streams and queues are drained and no invocation is in flight. */
  idle(): Promise<void>
  /** A bearer token for the officers' API; `claims` take the place of its own. */
  token(role: string, claims?: Record<string, unknown>): Promise<string>
  /** Leaves no process behind. May be called twice. */
  stop(): Promise<void>
}

/** Runs the synthesized template on this machine: see DESIGN.md, "What you run is what you deploy". */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const cleanups = new Cleanups()
  try {
    return await start(options, cleanups)
  } catch (error) {
    await cleanups.run()
    throw error
  }
}

async function start(options: LocalStackOptions, cleanups: Cleanups): Promise<LocalStack> {
  const log = options.log ?? (() => {})
  const directories = prepareDirectories(options.dataDir, cleanups)
  const ports = await choosePorts(options.ports)
  const urls = urlsOf(ports)
  const settingsFile = join(directories.build, 'settings.json')
  writeLocalSettings(
    resolve(projectRoot, options.settingsFile ?? 'infra/settings/local.json'),
    ports,
    settingsFile,
  )
  const outdir = join(directories.build, 'cdk.out')
  if (options.outdir) reuseSynthesis(options.outdir, outdir, ports)
  else {
    log('Synthesizing the CDK app …')
    await synthesize(settingsFile, outdir, options.signal)
  }
  const deployment = loadDeployment(outdir, options.transform, {
    apiUrl: urls.api,
    awsUrl: urls.aws,
    signInUrl: urls.signIn,
  })

  options.signal?.throwIfAborted()
  log('Starting the AWS endpoint …')
  const { state: dataDir } = directories
  const aws = await startAwsEndpoint(deployment, {
    port: ports.aws,
    ...(dataDir ? { dataDir } : {}),
    ...(options.sesLimits ? { sesLimits: options.sesLimits } : {}),
  })
  cleanups.add(() => aws.stop())
  const signIn = await startNeighbours({ ports, urls, settingsFile, aws, deployment, cleanups })

  options.signal?.throwIfAborted()
  log(`Starting ${deployment.functions.length} functions …`)
  const runtime = new Runtime(deployment, { aws, dataDir, log })
  cleanups.add(() => runtime.stop())
  await runtime.listen(ports.api)
  return {
    urls,
    deployment,
    outputs: deployment.outputs,
    aws,
    faults: aws.faults,
    mailbox: aws.mailbox,
    capacity: aws.capacity,
    queues: aws.queues,
    logs: runtime.logs,
    accessLog: runtime.accessLog,
    kill: (part) => runtime.kill(part),
    fire: (part) => runtime.fire(part),
    putEvent: (event) => runtime.putEvent(event),
    idle: () => runtime.idle(),
    token: (role, claims) => (claims ? signIn.token(role, claims) : requestToken(urls.signIn, role)),
    stop: () => cleanups.run(),
  }
}

/** `state` outlives a restart, `build` does not. */
function prepareDirectories(
  dataDir: string | undefined,
  cleanups: Cleanups,
): { state?: string; build: string } {
  if (dataDir === undefined) {
    const build = scratchDirectory()
    cleanups.add(() => rmSync(build, { recursive: true, force: true }))
    return { build }
  }
  cleanups.add(lockDataDir(dataDir))
  const build = join(dataDir, 'build')
  const state = join(dataDir, 'state')
  rmSync(build, { recursive: true, force: true })
  for (const directory of [build, state]) mkdirSync(directory, { recursive: true })
  return { state, build }
}

function urlsOf(ports: Ports): LocalStack['urls'] {
  return {
    api: localUrl(ports.api),
    inbox: localUrl(ports.inbox),
    signIn: localUrl(ports.signIn),
    aws: localUrl(ports.aws),
    site: localUrl(ports.site),
  }
}

interface Neighbours {
  ports: Ports
  urls: LocalStack['urls']
  settingsFile: string
  aws: AwsEndpoint
  deployment: Deployment
  cleanups: Cleanups
}

/** What stands beside the API: the inbox, the officers' sign-in, the charity's website. */
async function startNeighbours({
  ports,
  urls,
  settingsFile,
  aws,
  deployment,
  cleanups,
}: Neighbours): Promise<SignIn> {
  const inbox = await startInbox({ mailbox: aws.mailbox, port: ports.inbox })
  cleanups.add(() => inbox.stop())
  const signIn = await startSignIn({ port: ports.signIn, audience: audienceOf(deployment) })
  cleanups.add(() => signIn.stop())
  const site = await startSite({ port: ports.site, settingsFile, apiUrl: urls.api })
  cleanups.add(() => site.stop())
  return signIn
}

function audienceOf(deployment: Deployment): string {
  const [authorizer] = deployment.ofType('AWS::ApiGatewayV2::Authorizer')
  return authorizer?.properties.JwtConfiguration?.Audience?.[0] ?? 'local'
}
