import { type Digest, digestOf } from '../shared/domain/requests/digest.ts'
import type { DataRequest } from '../shared/domain/requests/request.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { log } from '../shared/lib/log.ts'
import { type Brake, deployedBrake } from '../shared/mail/brake.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import { appendDigest } from '../shared/store/digest-item.ts'

type DigestDependencies = Pick<OfficeRuntime, 'settings' | 'requests' | 'today'> & {
  readonly append: (digest: Digest) => Promise<boolean>
  readonly brake: () => Brake
}

/**
 * Writes the daily digest of data requests that are due, overdue or waiting, for the privacy mailbox, with a line if
 * confirmations are held back; none if there is nothing to report. A second run on the same day changes nothing.
 */
async function writeDigest(deps: DigestDependencies): Promise<void> {
  const [open, held] = await Promise.all([openRequests(deps), deps.brake().reasons()])
  const digest = digestOf(open, deps.settings().dataRequests, deps.today(), held)
  if (digest && (await deps.append(digest))) {
    log('info', 'digestWritten', { overdue: digest.overdue.first.length + digest.overdue.more })
  }
}

export const handler = () => writeDigest(dependencies)

async function openRequests(deps: DigestDependencies): Promise<DataRequest[]> {
  const open: DataRequest[] = []
  let from: string | undefined
  do {
    const page = await deps.requests().list('open', from)
    open.push(...(page?.requests ?? []))
    from = page?.next
  } while (from)
  return open
}

const dependencies: DigestDependencies = {
  ...officeRuntime,
  brake: () => deployedBrake(officeRuntime),
  append: (digest) => appendDigest(officeRuntime.dynamoDb(), fromEnvironment('ledgerTable'), digest),
}
