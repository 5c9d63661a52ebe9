import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { Row } from './report.ts'
import { median } from './statistics.ts'
import { type Timed, type Visitor, visitorAt } from './visitor.ts'

const pairs = 5

interface Subject {
  readonly of: string
  readonly fn: string
  readonly request: (visitor: Visitor) => Promise<Timed>
  /** Milliseconds: far above the noise of this machine, far below the functions' timeouts. */
  readonly delay: number
  /** The most round trips. None for a new sandbox, which reads its secret first. */
  readonly budget?: number
  /** Kills the sandbox first, so that the request gets a new one. */
  readonly cold?: boolean
}

/** In the order of a person's visits: each request prepares the next. */
const subjects: readonly Subject[] = [
  { of: 'sign-up', fn: 'ApiSignUp', request: (visitor) => visitor.signUp(), delay: 100, budget: 1 },
  { of: 'confirm', fn: 'Confirm', request: (visitor) => visitor.confirm(), delay: 100, budget: 2 },
  {
    of: 'unsubscribe',
    fn: 'Unsubscribe',
    request: (visitor) => visitor.unsubscribe(),
    delay: 100,
    budget: 2,
  },
  {
    of: 'sign-up, first of a sandbox',
    fn: 'ApiSignUp',
    request: (visitor) => visitor.signUp(),
    delay: 500,
    cold: true,
  },
]

/**
 * Counts sequential round trips: by how many delays a request slows down when every AWS call of its function is
 * delayed. Parallel calls count as one.
 */
export async function roundTripRows(stack: LocalStack): Promise<Row[]> {
  const measured = subjects.map((subject) => ({ subject, plain: [] as number[], delayed: [] as number[] }))
  const visitors = Array.from({ length: 2 * (pairs + 1) }, () => visitorAt(stack))
  for (const { subject, plain, delayed } of measured) {
    for (const [n, visitor] of visitors.entries()) {
      await stack.idle()
      if (subject.cold) stack.kill(subject.fn)
      const slow = n % 2 === 1
      const { milliseconds } = await (slow ? withDelay(stack, subject, visitor) : subject.request(visitor))
      // The first pair meets closed connections and uncompiled code.
      if (n > 1) (slow ? delayed : plain).push(milliseconds)
    }
  }
  return measured.map(({ subject, plain, delayed }) => row(subject, median(plain), median(delayed)))
}

async function withDelay(
  stack: LocalStack,
  { fn, request, delay }: Subject,
  visitor: Visitor,
): Promise<Timed> {
  const disarm = stack.faults.inject({
    functionName: fn,
    kind: 'delay',
    ms: delay,
    times: Number.POSITIVE_INFINITY,
  })
  try {
    return await request(visitor)
  } finally {
    disarm()
  }
}

function row({ of, delay, budget }: Subject, plain: number, delayed: number): Row {
  const slowdown = (delayed - plain) / delay
  const roundTrips = Math.round(slowdown)
  return {
    measure: 'Round trips',
    of,
    measured: String(roundTrips),
    ...(budget !== undefined && { budget: `<= ${budget}`, within: roundTrips <= budget }),
    detail: `${plain.toFixed(0)} ms, and ${delayed.toFixed(0)} ms with ${delay} ms added to every AWS call`,
    values: { roundTrips, slowdown, milliseconds: plain, delayedMilliseconds: delayed },
  }
}
