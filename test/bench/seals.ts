import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type AwsEndpoint, startAwsEndpoint } from '../../infra/local/emulator/endpoint/endpoint.ts'
import { loadDeployment } from '../../infra/local/emulator/template/deployment.ts'
import { choosePorts } from '../../infra/local/ports.ts'
import { synthesize } from '../../infra/local/synthesize.ts'
import { appendLeaves } from '../../shared/store/leaf-inbox.ts'
import { proofOf } from '../../shared/store/seal-proofs.ts'
import { type SealingLedger, sealNext } from '../../shared/workflows/sealing.ts'

/**
 * `npm run bench:seals [-- <events>]`: measures collecting, sealing and proving this many events (100 thousand) on
 * the local engine: seconds here, capacity units as DynamoDB counts them. A second seal shows that the size of the
 * first does not matter.
 */
const events = Number(process.argv[2] ?? 100_000)
/** The events in a one-minute stream batch at a million a day, from each of four shards. */
const perBatch = 174
const start = Date.UTC(2026, 9, 1)

const outdir = await mkdtemp(join(tmpdir(), 'bench-seals-'))
await synthesize('infra/settings/local.json', outdir)
const { aws: port } = await choosePorts({ api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 })
const deployment = loadDeployment(outdir)
const endpoint = await startAwsEndpoint(deployment, { port })
const client = new DynamoDBClient({
  endpoint: endpoint.url,
  region: deployment.region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
const table =
  deployment.resources.find(({ logicalId }) => logicalId.startsWith('TablesLedger'))?.physicalId ?? ''
const ledger = { client, table }

try {
  let first: Buffer = Buffer.of()
  await measured(endpoint, `collect ${events} events, ${perBatch} at a time`, async () => {
    first = await collect(ledger, events, start)
  })
  await measured(endpoint, `seal ${events} events`, () => sealNext(ledger, start + 20 * 3_600_000))
  await measured(endpoint, 'prove one of them', () =>
    proofOf(client, table, { hash: first.toString('base64url'), at: new Date(start).toISOString() }),
  )
  await collect(ledger, 1000, start + 21 * 3_600_000)
  await measured(endpoint, 'seal 1000 more', () => sealNext(ledger, start + 22 * 3_600_000))
} finally {
  client.destroy()
  await endpoint.stop()
  rmSync(outdir, { recursive: true, force: true })
}

/** @returns the first event's hash */
async function collect({ client, table }: SealingLedger, count: number, at: number): Promise<Buffer> {
  let first: Buffer = Buffer.of()
  for (let done = 0; done < count; done += perBatch) {
    const hashes = randomBytes(32 * Math.min(perBatch, count - done))
    if (done === 0) first = hashes.subarray(0, 32)
    const when = at + Math.floor((done / count) * 3_600_000)
    await appendLeaves(client, table, { at: when, oldest: when - 60_000, hashes })
  }
  return first
}

async function measured(
  { capacity }: AwsEndpoint,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  capacity.clear()
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const sum = (of: 'readUnits' | 'writeUnits') =>
    capacity.records.reduce((total, call) => total + call[of], 0)
  const figures = [
    `${seconds.toFixed(2)} s`,
    `${((user + system) / 1e6).toFixed(2)} s CPU (the engine's front included)`,
    `${sum('readUnits')} read and ${sum('writeUnits')} write units`,
    `${capacity.records.length} calls`,
    `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
  ]
  // biome-ignore lint/suspicious/noConsole: prints the report
  console.log(`${what}: ${figures.join(', ')}`)
}
