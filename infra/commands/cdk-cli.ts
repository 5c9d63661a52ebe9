import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Where the synthesized app is written. */
export const assembly = resolve('cdk.out')

/** Runs the CDK's CLI. @returns its exit code */
export function cdk(...args: readonly string[]): number {
  const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk')
  const env = { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' }
  return spawnSync(process.execPath, [cli, ...args, '--no-notices'], { stdio: 'inherit', env }).status ?? 1
}

/** Synthesizes the app with an organisation's settings. @returns the CLI's exit code */
export const synthesize = (settings: string, cliArguments: readonly string[] = []): number =>
  cdk('synth', '--quiet', '--output', assembly, '--context', `settings=${settings}`, ...cliArguments)

/** Reads the command line. What follows a further `--` is for the CDK's CLI. Ends the process if it is wrong. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(options: T) {
  const [own, cliArguments] = split(process.argv.slice(2))
  try {
    return { ...parseArgs({ args: own, options, strict: true }), cliArguments }
  } catch (error) {
    return fail(
      `${(error as Error).message}\nPut options for the CDK's own CLI after a second --, for example: -- --profile charity`,
    )
  }
}

/** Returns the settings file as an absolute path. Ends the process if there is none. */
export function settingsFile(file: string): string {
  return existsSync(file) ? resolve(file) : fail(`No settings file at ${resolve(file)}.`)
}

export function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function split(args: string[]): [string[], string[]] {
  const end = args.indexOf('--')
  return end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)]
}
