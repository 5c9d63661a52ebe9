import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lockDataDir } from './data-lock.ts'
import { startInbox } from './demo/inbox/server.ts'
import { requestToken } from './demo/sign-in/request-token.ts'
import { type SignIn, startSignIn } from './demo/sign-in/sign-in.ts'
import { startSite } from './demo/site/site.ts'
import { Cleanups } from './emulator/cleanups.ts'
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator/emulator.ts'
import { scratchDirectory } from './emulator/scratch-directory.ts'
import type { Deployment } from './emulator/template/deployment.ts'
import { writeLocalSettings } from './local-settings.ts'
import { choosePorts, localUrl, type Ports } from './ports.ts'
import { projectRoot, reuseSynthesis, synthesize } from './synthesize.ts'

export interface LocalStackOptions
  extends Pick<EmulatorOptions, 'sesLimits' | 'transform' | 'log' | 'signal' | 'decided'> {
  /** The directory for data that outlives a restart; without it, all data is deleted at the stop. */
  dataDir?: string
  /** 0 for any free port. */
  ports?: Partial<Ports>
  /** `infra/settings/local.json` unless given. */
  settingsFile?: string
  /** An earlier synthesis of the same settings, to save time. */
  outdir?: string
}

export interface LocalStack extends Emulator {
  urls: Record<keyof Ports, string>
  /** Returns a bearer token for the officers' API; `claims` replace the token's own. */
  token(role: string, claims?: Record<string, unknown>): Promise<string>
}

/** Runs the product on this machine: synthesizes the CDK app and starts the emulator, inbox, sign-in and website. */
export function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  return Cleanups.guard((cleanups) => start(options, cleanups))
}

async function start(options: LocalStackOptions, cleanups: Cleanups): Promise<LocalStack> {
  const { log, sesLimits, signal, transform, decided } = options
  const directories = prepareDirectories(options.dataDir, cleanups)
  const ports = await choosePorts(options.ports)
  const urls = urlsOf(ports)
  const { assemblyDir, settingsFile } = await build(options, directories.build, ports)
  const emulator = await startEmulator({
    assemblyDir,
    apiPort: ports.api,
    awsPort: ports.aws,
    signInUrl: urls.signIn,
    dataDir: directories.state,
    sesLimits,
    transform,
    log,
    signal,
    decided,
  })
  cleanups.add(() => emulator.stop())
  const signIn = await startDemo({ emulator, ports, settingsFile, cleanups })
  return {
    ...emulator,
    urls,
    token: (role, claims) => (claims ? signIn.token(role, claims) : requestToken(urls.signIn, role)),
    stop: () => cleanups.run(),
  }
}

interface Directories {
  /** Outlives a restart; without it, state is in memory. */
  state?: string
  build: string
}

function prepareDirectories(dataDir: string | undefined, cleanups: Cleanups): Directories {
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

/** Synthesizes the CDK app with the settings and this run's URLs. */
async function build(
  { log, outdir, settingsFile = 'infra/settings/local.json', signal }: LocalStackOptions,
  directory: string,
  ports: Ports,
): Promise<{ assemblyDir: string; settingsFile: string }> {
  const written = join(directory, 'settings.json')
  writeLocalSettings(resolve(projectRoot, settingsFile), ports, written)
  const assemblyDir = join(directory, 'cdk.out')
  if (outdir) reuseSynthesis(outdir, assemblyDir, ports)
  else {
    log?.('Synthesizing the CDK app …')
    await synthesize(written, assemblyDir, signal)
  }
  signal?.throwIfAborted()
  return { assemblyDir, settingsFile: written }
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

interface DemoOptions {
  emulator: Emulator
  ports: Ports
  settingsFile: string
  cleanups: Cleanups
}

/** Starts the servers beside the emulator: the inbox, the officers' sign-in, the charity's website. */
async function startDemo({ emulator, ports, settingsFile, cleanups }: DemoOptions): Promise<SignIn> {
  const inbox = await startInbox({ mailbox: emulator.mailbox, port: ports.inbox })
  cleanups.add(() => inbox.stop())
  const signIn = await startSignIn({ port: ports.signIn, audience: audienceOf(emulator.deployment) })
  cleanups.add(() => signIn.stop())
  const site = await startSite({ port: ports.site, settingsFile, apiUrl: localUrl(ports.api) })
  cleanups.add(() => site.stop())
  return signIn
}

function audienceOf(deployment: Deployment): string {
  const [authorizer] = deployment.ofType('AWS::ApiGatewayV2::Authorizer')
  return authorizer?.properties.JwtConfiguration?.Audience?.[0] ?? 'local'
}
