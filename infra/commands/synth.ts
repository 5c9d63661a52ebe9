import { readArguments, settingsFile, synthesize } from './cdk-cli.ts'

/** `npm run synth [-- --settings <file>]`: writes the template that a deployment would use, and needs no network. */
const { values, cliArguments } = readArguments({
  settings: { type: 'string', default: 'infra/settings/local.json' },
})
const status = synthesize(settingsFile(values.settings), cliArguments)
if (status === 0) process.stdout.write('The template is in cdk.out.\n')
process.exitCode = status
