import { toLedgerItem } from '../../shared/store/ledger-item.ts'
import { formEvidence } from '../support/builders.ts'
import { eventsUntilSubscribed, supporterId } from './people.ts'
import type { Row } from './report.ts'
import { median } from './statistics.ts'

const rounds = 60
const times = 500

/**
 * Measures the cost of making an event provable: its ledger item with commitment and chain, compared with plain JSON.
 */
export function chainCpuRows(): Row[] {
  const [signUp] = eventsUntilSubscribed
  if (!signUp) throw new Error('a sign-up has an event')
  const event = { ...signUp, evidence: formEvidence() }
  const [chained, plain]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    chained.push(microsecondsOf(() => toLedgerItem(supporterId, event, 'a'.repeat(43))))
    plain.push(microsecondsOf(() => JSON.stringify(event)))
  }
  const [withChain, withoutChain] = [median(chained.slice(10)), median(plain.slice(10))]
  return [
    {
      measure: 'Chain, CPU',
      of: 'event of a sign-up',
      measured: `${withChain.toFixed(0)} µs`,
      detail: `its JSON alone ${withoutChain.toFixed(0)} µs`,
      values: { withChain, withoutChain, rounds, times },
    },
  ]
}

function microsecondsOf(work: () => unknown): number {
  const before = process.cpuUsage()
  for (let n = 0; n < times; n++) work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}
