import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSettings } from '../settings/load-settings.ts'
import { lockFileOf, lockWordings } from '../settings/wording-lock.ts'
import { outputsFileOf } from './outputs.ts'

/**
 * `npm run synth` and `npm run deploy -- --settings <file>`: runs the CDK's CLI with an organisation's settings.
 * Arguments after a further `--` go to the CLI unchanged.
 */
const [command = '', ...rest] = process.argv.slice(2)
const end = rest.indexOf('--')
const ownArguments = end < 0 ? rest : rest.slice(0, end)
const cliArguments = end < 0 ? [] : rest.slice(end + 1)
const { values } = readArguments(ownArguments)

const settings = resolve(values.settings)
if (values.settings === '' || !existsSync(settings)) {
  process.stderr.write(
    values.settings === ''
      ? 'Usage: npm run deploy -- --settings infra/settings/production.json\nStart with a copy of infra/settings/production.example.json.\n'
      : `No settings file at ${settings}.\n`,
  )
  process.exit(1)
}

const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk')
const quiet = command === 'synth' ? ['--quiet'] : ['--outputs-file', outputsFileOf(settings)]
const { status } = spawnSync(
  process.execPath,
  [cli, command, ...quiet, '--no-notices', '--context', `settings=${settings}`, ...cliArguments],
  { stdio: 'inherit', env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' } },
)
if (status === 0 && command === 'synth') process.stdout.write('The template is in cdk.out.\n')
if (status === 0 && command === 'deploy') {
  lockWordings(settings, loadSettings(settings))
  process.stdout.write(`The hashes of the published texts are in ${lockFileOf(settings)}. Commit it.\n`)
  process.stdout.write(
    `Next, check the DNS: npm run check-dns -- --settings ${relative(process.cwd(), settings)}\n`,
  )
}
process.exit(status ?? 1)

function readArguments(args: string[]) {
  try {
    const fallback = command === 'synth' ? 'infra/settings/local.json' : ''
    return parseArgs({ args, options: { settings: { type: 'string', default: fallback } } })
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nPut options for the CDK's own CLI after a second --, for example: -- --profile charity\n`,
    )
    return process.exit(1)
  }
}
