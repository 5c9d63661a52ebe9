import type { LocalStack } from '../../infra/local/local-stack.ts'
import { progress, type Row } from './report.ts'
import { median, percentile } from './statistics.ts'
import { health, type Timed, type Visitor, visitorAt } from './visitor.ts'

const rounds = 5
const perRound = 60
const concurrency = 4

type Name = 'health' | 'sign-up' | 'confirm' | 'unsubscribe'

interface Load {
  readonly latencies: number[]
  seconds: number
}

/**
 * Measures requests per second and latency over HTTP, with load, API, sandboxes, database and the resulting mails all
 * on this machine. Rounds of each in turn, compared with `GET /health`, which reads no table.
 */
export async function throughputRows(stack: LocalStack): Promise<Row[]> {
  const loads: Record<Name, Load> = {
    health: none(),
    'sign-up': none(),
    confirm: none(),
    unsubscribe: none(),
  }
  // The first round starts the sandboxes.
  for (let round = 0; round <= rounds; round++) {
    progress(`  round ${round} of ${rounds}`)
    for (const [name, load] of await oneRound(stack)) {
      if (round === 0) continue
      loads[name].latencies.push(...load.latencies)
      loads[name].seconds += load.seconds
    }
  }
  return Object.entries(loads).map(([name, load]) => row(name, load, loads.health))
}

async function oneRound(stack: LocalStack): Promise<[Name, Load][]> {
  const visitors = Array.from({ length: perRound }, () => visitorAt(stack))
  const requests: Record<Name, (visitor: Visitor) => Promise<Timed>> = {
    health: () => health(stack),
    'sign-up': (visitor) => visitor.signUp(),
    confirm: (visitor) => visitor.confirm(),
    unsubscribe: (visitor) => visitor.unsubscribe(),
  }
  const measured: [Name, Load][] = []
  for (const [name, request] of Object.entries(requests)) {
    measured.push([name as Name, await loadWith(visitors, request)])
    await stack.idle()
  }
  return measured
}

async function loadWith(
  visitors: readonly Visitor[],
  request: (visitor: Visitor) => Promise<Timed>,
): Promise<Load> {
  const waiting = visitors.values()
  const latencies: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const visitor of waiting) latencies.push((await request(visitor)).milliseconds)
    }),
  )
  return { latencies, seconds: (performance.now() - begun) / 1000 }
}

const none = (): Load => ({ latencies: [], seconds: 0 })

function row(of: string, { latencies, seconds }: Load, baseline: Load): Row {
  const perSecond = latencies.length / seconds
  const [p50, p95, p99] = [median(latencies), percentile(latencies, 95), percentile(latencies, 99)]
  const timesHealth = p50 / median(baseline.latencies)
  return {
    measure: 'Local stack, 4 at a time',
    of,
    measured: `${perSecond.toFixed(0)} a second`,
    detail: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${timesHealth.toFixed(1)} x health`,
    values: { perSecond, p50, p95, p99, timesHealth, requests: latencies.length },
  }
}
