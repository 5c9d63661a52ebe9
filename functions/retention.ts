import type { Context } from 'aws-lambda'
import { log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { retentionRounds, supporterPages } from '../shared/store/retention-rounds.ts'
import { supporterItems } from '../shared/store/supporter-items.ts'
import { type RetentionDependencies, retentionRound } from '../shared/workflows/retention.ts'

/** Deletes data past its retention: one round a day, continued every hour until it is done. */
async function runRetention(deps: RetentionDependencies): Promise<void> {
  const { done, ...deleted } = await retentionRound(deps)
  log('info', done ? 'retentionDone' : 'retentionPaused', deleted)
}

export const handler = (_event: unknown, context: Context) =>
  runRetention({ ...dependencies, timeLeft: () => context.getRemainingTimeInMillis() })

const supporters = () => officeRuntime.tables().supporters

const dependencies: Omit<RetentionDependencies, 'timeLeft'> = {
  ...officeRuntime,
  rounds: once(() => retentionRounds(officeRuntime.dynamoDb(), supporters())),
  records: once(() => supporterPages(officeRuntime.dynamoDb(), supporters())),
  supporterItems: once(() => supporterItems(officeRuntime.dynamoDb(), supporters())),
}
