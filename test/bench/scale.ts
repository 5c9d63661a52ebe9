import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { signUp } from '../../functions/sign-up.ts'
import { startAwsEndpoint } from '../../infra/local/emulator/endpoint/endpoint.ts'
import { loadDeployment } from '../../infra/local/emulator/template/deployment.ts'
import { synthesize } from '../../infra/local/synthesize.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import { runtime } from '../../shared/runtime.ts'
import { rateLimit } from '../../shared/store/rate-limit.ts'
import { supporterStore } from '../../shared/store/supporter-store.ts'
import { endpoint } from '../../shared/web/endpoint.ts'
import type { QueuedSignUp } from '../../shared/workflows/queued-sign-up.ts'
import { recordSignUp } from '../../shared/workflows/record-sign-up.ts'
import { settings } from '../support/builders.ts'
import { signUpEvent } from './events.ts'
import { emailOf, fillTables } from './full-tables.ts'
import { addressKey } from './people.ts'
import { progress, type Row } from './report.ts'
import { median, percentile } from './statistics.ts'

const sizes = [1000, 100_000, 1_000_000]
const warmUps = 50
const requests = 300
/** A slow-down up to this counts as flat: two runs of the same size differ by about as much. */
const budget = 1.25

type Kind = 'new' | 'known'

/**
 * Measures sign-ups in tables of different sizes, in turn and all open at once, from the form to the record, with the
 * two functions' own code and roles on the engine, without the queue.
 */
export async function scaleRows(scratch: string): Promise<Row[]> {
  const outdir = join(scratch, 'cdk.out')
  await synthesize('infra/settings/local.json', outdir)
  const databases: Database[] = []
  try {
    for (const size of sizes) {
      progress(`Filling tables with ${count(size)} supporters …`)
      databases.push(await startFull(outdir, size, join(scratch, `supporters-${size}`)))
    }
    progress('Signing up in each in turn …')
    for (let n = 0; n < warmUps + requests; n++) {
      for (const database of databases) await signUpBoth(database, n, n >= warmUps)
    }
    return databases.map((database) => row(database, databases[0] ?? database))
  } finally {
    for (const database of databases) await database.stop()
  }
}

type Database = Awaited<ReturnType<typeof startFull>>

async function startFull(outdir: string, size: number, dataDir: string) {
  const deployment = loadDeployment(outdir)
  await fillTables(deployment, size, dataDir)
  const aws = await startAwsEndpoint(deployment, { port: 0, dataDir })
  const clientOf = (part: string) => {
    const credentials = deployment.functions.find(({ logicalId }) => logicalId.includes(part))
    if (!credentials) throw new Error(`the template has no function ${part}`)
    return new DynamoDBClient({ endpoint: aws.url, region: deployment.region, credentials })
  }
  const tableOf = (part: string) =>
    deployment.ofType('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.includes(part))
      ?.physicalId ?? ''
  const tables = { supporters: tableOf('Supporters'), ledger: tableOf('Ledger') }
  const [answering, recording] = [clientOf('ApiSignUp'), clientOf('RecordSignUp')]
  const key = async () => addressKey
  const limitBy = (client: DynamoDBClient) => rateLimit(client, tables.supporters, key, 100_000)
  const [counting, reading] = [limitBy(answering), limitBy(recording)]
  const store = supporterStore(recording, tables, pendingRetention(settings))
  const recorder = { ...runtime, settings: () => settings, store: () => store, limit: () => reading }
  const deps = {
    ...runtime,
    settings: () => settings,
    limit: () => counting,
    addressKey: key,
    put: (message: QueuedSignUp) => recordSignUp(recorder, message),
  }
  return {
    size,
    capacity: aws.capacity,
    handler: endpoint(deps.settings, (request) => signUp(deps, request)),
    latencies: { new: [] as number[], known: [] as number[] },
    units: new Set<string>(),
    stop: async () => {
      answering.destroy()
      recording.destroy()
      await aws.stop()
    },
  }
}

/** Signs up a new person, and an existing one far from the last in the table. */
async function signUpBoth(database: Database, n: number, counts: boolean): Promise<void> {
  const { size, latencies, units, capacity, handler } = database
  const emails: Record<Kind, string> = { new: `new-${n}@example.org`, known: emailOf((n * 7919) % size) }
  for (const [kind, email] of Object.entries(emails)) {
    const event = signUpEvent(email)
    capacity.clear()
    const begun = performance.now()
    const { statusCode } = await handler(event)
    const milliseconds = performance.now() - begun
    if (statusCode !== 202) throw new Error(`a sign-up answered ${statusCode}`)
    if (counts) latencies[kind as Kind].push(milliseconds)
    const write = capacity.records.reduce((sum, { writeUnits }) => sum + writeUnits, 0)
    const read = capacity.records.reduce((sum, { readUnits }) => sum + readUnits, 0)
    units.add(`${write} write, ${read} read`)
  }
}

function row({ size, latencies, units }: Database, smallest: Database): Row {
  const both = [...latencies.new, ...latencies.known]
  const [p50, p95] = [median(both), percentile(both, 95)]
  const ratio = p50 / median([...smallest.latencies.new, ...smallest.latencies.known])
  const sameUnits = [...units].sort().join() === [...smallest.units].sort().join()
  return {
    measure: 'Sign-up by supporters held',
    of: count(size),
    measured: `${ratio.toFixed(2)} x ${count(sizes[0] ?? 0)}`,
    budget: `flat, <= ${budget}`,
    within: ratio <= budget && sameUnits,
    detail:
      `new ${median(latencies.new).toFixed(1)} ms, known ${median(latencies.known).toFixed(1)} ms, ` +
      `p95 ${p95.toFixed(1)} ms; units: ${[...units].join(' or ')}`,
    values: {
      supporters: size,
      milliseconds: p50,
      newMilliseconds: median(latencies.new),
      knownMilliseconds: median(latencies.known),
      p95,
      ratio,
    },
  }
}

const count = (supporters: number) => supporters.toLocaleString('en-GB')
