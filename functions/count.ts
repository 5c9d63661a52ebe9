import { lapse, pendingRetention } from '../shared/domain/lapse.ts'
import { closedStates } from '../shared/domain/requests/transitions.ts'
import { noStatistics, type Statistics, withRequest, withSupporter } from '../shared/domain/statistics.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import { patientDynamoDbClient } from '../shared/store/dynamodb.ts'
import { type ProfilePage, scanProfiles } from '../shared/store/profiles.ts'
import { appendStatistics } from '../shared/store/statistics-item.ts'

type CountDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'requests' | 'today'> & {
  readonly scan: (from?: string) => Promise<ProfilePage | undefined>
  readonly append: (counted: Statistics) => Promise<void>
}

/** Counts supporters and data requests once a day, so that reading the figures never reads a whole table. */
async function count(deps: CountDependencies): Promise<void> {
  const counted = await countRequests(deps, await countSupporters(deps))
  await deps.append(counted)
  log('info', 'counted', { mailable: counted.supporters.mailable, openRequests: counted.requests.open })
}

export const handler = () => count(dependencies)

async function countSupporters(deps: CountDependencies): Promise<Statistics> {
  const at = deps.clock()
  let counted = noStatistics(at)
  let from: string | undefined
  do {
    const page = await deps.scan(from)
    for (const { supporter } of page?.profiles ?? []) {
      counted = withSupporter(counted, lapse(supporter, at, pendingRetention(deps.settings())), at)
    }
    from = page?.next
  } while (from)
  return counted
}

async function countRequests(deps: CountDependencies, supporters: Statistics): Promise<Statistics> {
  let counted = supporters
  for (const state of ['open', ...closedStates] as const) {
    let from: string | undefined
    do {
      const page = await deps.requests().list(state, from)
      for (const request of page?.requests ?? []) {
        counted = withRequest(counted, request, deps.settings().dataRequests, deps.today())
      }
      from = page?.next
    } while (from)
  }
  return counted
}

const client = once(patientDynamoDbClient)

const dependencies: CountDependencies = {
  ...officeRuntime,
  scan: (from) => scanProfiles(client(), officeRuntime.tables().supporters, from),
  append: (counted) => appendStatistics(client(), fromEnvironment('ledgerTable'), counted),
}
