import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds: nobody waits for them, and the work of nearly every request fits into one. */
const tick = 50

/**
 * Answers only at full ticks since the request came, however long the work took, so that hundreds of answers measured
 * tell nobody what was found (`npm run bench:timing`). What takes longer than one tick falls into the next.
 */
export function withUniformTiming<Asked extends unknown[], Answer>(
  answer: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  return async (...asked) => {
    const begun = performance.now()
    try {
      return await answer(...asked)
    } finally {
      const spent = performance.now() - begun
      await sleep(Math.ceil(spent / tick) * tick - spent)
    }
  }
}
