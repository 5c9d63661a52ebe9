import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadSettings } from '../../settings/load-settings.ts'
import { lockFileOf, lockWordings } from '../../settings/wording-lock.ts'
import { assembly, cdk, fail, readArguments, settingsFile, synthesize } from '../cdk-cli.ts'
import { outputsFileOf } from '../outputs.ts'
import { deployedTemplate } from './deployed-template.ts'
import { changesBetween, inWords, losses, type Template } from './review.ts'

/**
 * `npm run deploy -- --settings <file> [--review] [--replace <id>]`: says what the deployment would do, then does it.
 * It refuses to lose a table, a key, a secret or the user pool unless `--replace` names it. With `--review` it only says.
 * Arguments after a further `--` go to the CDK's CLI unchanged.
 */
const { values, cliArguments } = readArguments({
  settings: { type: 'string' },
  review: { type: 'boolean' },
  replace: { type: 'string', multiple: true },
})
if (!values.settings)
  fail(
    'Usage: npm run deploy -- --settings infra/settings/production.json\nStart with a copy of infra/settings/production.example.json.',
  )
const file = settingsFile(values.settings)
const settings = loadSettings(file)
if (synthesize(file) !== 0) fail('Nothing was deployed.')
await review()
if (!values.review) deploy()

async function review(): Promise<void> {
  const profile = cliArguments[cliArguments.indexOf('--profile') + 1]
  if (cliArguments.includes('--profile') && profile) process.env.AWS_PROFILE = profile
  const next = readFileSync(join(assembly, `${settings.stackName}.template.json`), 'utf8')
  const deployed = await deployedTemplate(settings).catch((error) =>
    fail(`The deployed template could not be read, so nothing was deployed: ${error.message}`),
  )
  const changes = changesBetween(deployed ?? { Resources: {} }, JSON.parse(next) as Template)
  process.stdout.write(`${inWords(changes).join('\n')}\n`)
  const lost = losses(changes, values.replace).map(({ id }) => id)
  if (lost.length === 0) return
  const options = lost.map((id) => `--replace ${id}`).join(' ')
  fail(
    `Nothing was deployed: the contents of ${lost.join(', ')} would be lost. If you mean it, add ${options}.`,
  )
}

function deploy(): void {
  const outputs = outputsFileOf(file)
  const status = cdk('deploy', '--app', assembly, '--outputs-file', outputs, ...cliArguments)
  if (status !== 0) process.exit(status)
  lockWordings(file, settings)
  process.stdout.write(`The hashes of the published texts are in ${lockFileOf(file)}. Commit it.\n`)
  process.stdout.write(
    `Next, check the DNS: npm run check-dns -- --settings ${relative(process.cwd(), file)}\n`,
  )
}
