import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds: too short to notice, and longer than nearly every request takes. */
const tick = 50

/**
 * Delays answers to full ticks since the start of the request, so that even hundreds of measured answers do not
 * reveal whether an address is known (`npm run bench:timing`). Work that takes longer than one tick is answered at
 * the next.
 */
export function withUniformTiming<Request extends unknown[], Answer>(
  answer: (...request: Request) => Promise<Answer>,
): (...request: Request) => Promise<Answer> {
  return async (...request) => {
    const begun = performance.now()
    try {
      return await answer(...request)
    } finally {
      const spent = performance.now() - begun
      await sleep(Math.ceil(spent / tick) * tick - spent)
    }
  }
}
