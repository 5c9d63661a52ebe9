import { setTimeout as sleep } from 'node:timers/promises'
import { pendingRetention } from '../domain/lapse.ts'
import { log } from '../lib/log.ts'
import { timeOfId } from '../lib/time-ordered-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { Busy, commit } from '../store/commit.ts'
import { commandOf, type QueuedSignUp } from './queued-sign-up.ts'

export type RecordSignUpDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'limit'>

/**
 * Decides a sign-up and records it, once however often its message comes. Drops it if its network was over the limit,
 * or if it waited longer than an unconfirmed sign-up is kept (UK GDPR Art 5(1)(e)).
 * @throws Busy, or an error of the store
 */
export async function recordSignUp(deps: RecordSignUpDependencies, signUp: QueuedSignUp): Promise<void> {
  for (let round = 1; round < rounds; round++) {
    try {
      return await recordNow(deps, signUp)
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      await sleep(Math.random() * longestPause)
    }
  }
  return recordNow(deps, signUp)
}

/** Several forms of one address at once conflict often. A pause lets the others go first; the queue waits for minutes. */
const rounds = 4
/** Milliseconds. */
const longestPause = 200

async function recordNow(deps: RecordSignUpDependencies, signUp: QueuedSignUp): Promise<void> {
  const { id, supporterId, counter, evidence } = signUp
  const now = { ...circumstancesNow(deps, evidence), id, sentAt: timeOfId(id) ?? 0 }
  if (now.at >= now.sentAt + pendingRetention(now.policy)) return log('warn', 'signUpLapsed')
  const [isLetThrough, supporter] = await Promise.all([
    deps.limit().letThrough(counter, id),
    deps.store().loadForForm(supporterId, id),
  ])
  if (!isLetThrough) return log('warn', 'signUpOverLimit')
  if (supporter) await commit(deps.store(), supporterId, commandOf(signUp), now, supporter)
}
