import { Resolver } from 'node:dns/promises'
import { parseArgs } from 'node:util'
import { type DnsRecord, fromLine, mailRecords } from '../../constructs/dns-record-values.ts'
import { loadSettings } from '../../settings/load-settings.ts'
import { outputsFileOf, readOutputs } from '../outputs.ts'
import { checkRecords, type Finding } from './check.ts'

/**
 * `npm run check-dns -- --settings <file> [--server <address[:port]>]`: looks the records up in the public DNS and
 * reports those that are missing or wrong. Exits with 0 if all are right, 1 if a record must be entered, 2 if the
 * result is incomplete.
 */
async function run(): Promise<number> {
  const { values } = parseArgs({ options: { settings: { type: 'string' }, server: { type: 'string' } } })
  if (!values.settings)
    throw new Error('Usage: npm run check-dns -- --settings infra/settings/production.json')
  const records = wanted(values.settings)
  const dns = new Resolver({ timeout: 3000, tries: 2 })
  if (values.server) dns.setServers([values.server])
  const findings = await checkRecords(dns, records)
  for (const finding of findings) process.stdout.write(`${paragraph(finding)}\n`)
  const dkimUnknown = !records.some(({ id }) => id.startsWith('Dkim'))
  if (dkimUnknown) {
    process.stdout.write(
      `?  DKIM: SES chooses three records at deployment, but there is no ${outputsFileOf(values.settings)}.\n   Deploy from this machine, or read the outputs DnsDkim1 to DnsDkim3 in CloudFormation.\n`,
    )
  }
  const toDo = findings.filter(({ state }) => state === 'missing' || state === 'wrong').length
  const unknown = findings.filter(({ state }) => state === 'unknown').length
  process.stdout.write(`\n${summary(findings.length, toDo, unknown)}\n`)
  if (toDo > 0) return 1
  return unknown > 0 || dkimUnknown ? 2 : 0
}

/** Returns the records of the last deployment; before the first, those that the settings determine. */
function wanted(settingsFile: string): DnsRecord[] {
  const settings = loadSettings(settingsFile)
  const deployed = Object.entries(readOutputs(settingsFile)).flatMap(
    ([key, line]) => fromLine(key.replace(/^Dns/, ''), line) ?? [],
  )
  const planned = mailRecords(settings, [])
  return [...deployed.filter(({ id }) => !planned.some((record) => record.id === id)), ...planned]
}

function paragraph({ record, state, notes }: Finding): string {
  const mark = { right: '✓', missing: '✗', wrong: '✗', unknown: '?' }[state]
  return [`${mark}  ${record.type} ${record.name}: ${state}`, ...notes.map((line) => `   ${line}`)].join('\n')
}

function summary(all: number, toDo: number, unknown: number): string {
  if (toDo === 0 && unknown === 0) return `All ${all} records are right.`
  const parts = [
    ...(toDo > 0
      ? [`${toDo} of ${all} records to enter or correct. A change may take an hour to be visible.`]
      : []),
    ...(unknown > 0 ? [`${unknown} could not be looked up.`] : []),
  ]
  return parts.join(' ')
}

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}
