import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { environment } from '../../shared/lib/environment.ts'
import type { Bundle, Bundles } from './bundles.ts'
import { pressEvent, signUpEvent } from './events.ts'
import { startInstantAws } from './instant-aws.ts'
import { confirmToken, email, unsubscribeToken } from './people.ts'
import type { Row } from './report.ts'
import { median, percentile } from './statistics.ts'

const runs = 15
const budget = 1.3

interface ColdStart {
  /** Milliseconds until the bundle is imported. */
  readonly imported: number
  /** Milliseconds until the first request is answered as well. */
  readonly answered: number
  readonly statusCode: number
}

/** Starts each bundle in fresh processes, in turn, so that the machine's noise affects all alike. */
export async function coldStartRows({ functions, bare }: Bundles): Promise<Row[]> {
  const aws = await startInstantAws()
  try {
    const starts = new Map([bare, ...functions].map((bundle) => [bundle, [] as ColdStart[]]))
    // The first round only fills the file cache.
    for (let run = 0; run <= runs; run++) {
      for (const [bundle, measured] of starts) {
        const start = await startOnce(bundle, aws.url)
        if (run > 0) measured.push(start)
      }
    }
    const ofBare = starts.get(bare) ?? []
    return (['imported', 'answered'] as const).flatMap((what) =>
      functions.map((bundle) => row(what, bundle.name, starts.get(bundle) ?? [], ofBare)),
    )
  } finally {
    aws.stop()
  }
}

const run = promisify(execFile)
const probe = fileURLToPath(new URL('./cold-start-probe.mjs', import.meta.url))

/** The first request to each function, and its answer with empty tables. */
const events: Record<string, { event: object; answer: number }> = {
  'bare client': { event: {}, answer: 200 },
  'sign-up': { event: signUpEvent(email), answer: 202 },
  confirm: { event: pressEvent('confirm', confirmToken), answer: 410 },
  unsubscribe: { event: pressEvent('unsubscribe', unsubscribeToken), answer: 200 },
}

/** Starts with an empty environment: neither a compile cache nor Node options. */
async function startOnce({ name, directory }: Bundle, awsUrl: string): Promise<ColdStart> {
  const { stdout } = await run(process.execPath, [probe], {
    env: {
      ...Object.fromEntries(Object.values(environment).map((variable) => [variable, 'bench'])),
      [environment.signUpQueue]: `${awsUrl}/000000000000/bench`,
      AWS_REGION: 'eu-west-2',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SESSION_TOKEN: 'bench',
      AWS_ENDPOINT_URL: awsUrl,
      LAMBDA_TASK_ROOT: directory,
      BENCH_EVENT: JSON.stringify(events[name]?.event),
    },
  })
  const start: ColdStart = JSON.parse(stdout)
  if (start.statusCode !== events[name]?.answer) throw new Error(`${name} answered ${start.statusCode}`)
  return start
}

/** Only the import has a budget: the bare client's first answer makes one call, ours makes three in sequence. */
function row(
  what: 'imported' | 'answered',
  of: string,
  starts: readonly ColdStart[],
  bare: readonly ColdStart[],
): Row {
  const [times, bareTimes] = [starts, bare].map((measured) => measured.map((start) => start[what]))
  if (!times || !bareTimes) throw new Error('nothing measured')
  const [milliseconds, bareMilliseconds] = [median(times), median(bareTimes)]
  const ratio = milliseconds / bareMilliseconds
  return {
    measure: what === 'imported' ? 'Cold import' : 'Cold import and first answer',
    of,
    measured: `${ratio.toFixed(2)} x bare`,
    ...(what === 'imported' && { budget: `<= ${budget}`, within: ratio <= budget }),
    detail: `${spread(times)} against ${spread(bareTimes)}`,
    values: { milliseconds, bareMilliseconds, ratio, runs },
  }
}

/** Formats the median, and the range of the middle half of the runs. */
const spread = (times: readonly number[]) =>
  `${median(times).toFixed(1)} ms (${percentile(times, 25).toFixed(1)}-${percentile(times, 75).toFixed(1)})`
