import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Template } from '../../infra/local/emulator/template/deployment.ts'
import { startLocalStack } from '../../infra/local/local-stack.ts'
import { median, percentile } from './statistics.ts'
import { kolmogorovSmirnov } from './two-samples.ts'

/**
 * `npm run bench:timing [-- <requests>]`: tests whether answer times reveal who is known. Sends this many requests
 * (500) for addresses on record and as many for others, in random order, to `/my-data` and to `/signups`, on the
 * local stack. The settings make the later work differ the most: at `/my-data` an event and a mail for known addresses
 * and nothing for others; at `/signups`, where the known have had the day's mails, the reverse.
 */
const each = Number(process.argv[2] ?? 500)

const scratch = mkdtempSync(join(tmpdir(), 'bench-timing-'))
const settingsFile = join(scratch, 'settings.json')
const settings = JSON.parse(readFileSync('infra/settings/local.json', 'utf8'))
const limits = { requestsPerSecond: 10_000, burst: 10_000, signUpsPerNetworkPerHour: 100_000 }
const confirmation = { cooldownMinutes: 0, mailsPerDay: 2 }
writeFileSync(settingsFile, JSON.stringify({ ...settings, limits, confirmation }))
const stack = await startLocalStack({
  ports: { api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 },
  settingsFile,
  transform: withoutStreams,
})

try {
  const known = Array.from({ length: each }, (_, i) => `known-${i}@example.org`)
  for (const email of known) await post('/signups', email)
  for (const path of ['/my-data', '/signups']) {
    const unknown = known.map((_, i) => `unknown-${i}-${path.slice(1)}@example.org`)
    // Warms up, so that the first sample is like the last.
    for (let i = 0; i < 50; i++) await post(path, `warm-${i}-${path.slice(1)}@example.org`)
    const times = { known: [] as number[], unknown: [] as number[] }
    const requests = [
      ...known.map((email) => ['known', email] as const),
      ...unknown.map((email) => ['unknown', email] as const),
    ]
    for (const [kind, email] of shuffled(requests)) times[kind].push(await post(path, email))
    report(path, times)
  }
} finally {
  await stack.stop()
  rmSync(scratch, { recursive: true, force: true })
}

/** Removes the stream's consumers: on AWS they run elsewhere; here they would compete for the processor. */
function withoutStreams(template: Template): Template {
  const kept = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping',
  )
  return { ...template, Resources: Object.fromEntries(kept) }
}

/** @returns milliseconds from the request's first byte to the answer's last */
async function post(path: string, email: string): Promise<number> {
  const begun = performance.now()
  const reply = await fetch(stack.urls.api + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ form: 'newsletter', email, consent: true }),
  })
  await reply.text()
  const milliseconds = performance.now() - begun
  if (reply.status !== 202) throw new Error(`${path} answered ${reply.status}`)
  return milliseconds
}

/** Fisher–Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[order[i], order[j]] = [order[j] as T, order[i] as T]
  }
  return order
}

function report(path: string, { known, unknown }: { known: number[]; unknown: number[] }): void {
  const { distance, p } = kolmogorovSmirnov(known, unknown)
  const figures = (times: number[]) =>
    `median ${median(times).toFixed(2)} ms, 95 % within ${percentile(times, 95).toFixed(2)} ms`
  const verdict = p > 0.05 ? 'cannot be told apart' : 'CAN BE TOLD APART'
  const lines = [
    `${path}: ${known.length} known, ${unknown.length} unknown`,
    `  known:   ${figures(known)}`,
    `  unknown: ${figures(unknown)}`,
    `  Kolmogorov–Smirnov: D = ${distance.toFixed(3)}, p = ${p.toFixed(3)}: ${verdict}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
