import { fromEnvironment } from '../config.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { OwedMail } from './owed.ts'
import { putOne, queueClient } from './queues.ts'

/** What was given up, by id: enough to find it again, and no personal data. */
export type DeadLetter =
  | OwedMail
  | { readonly type: 'bounce' | 'complaint'; readonly supporterId: SupporterId; readonly mail: number }

/** Where things go that no attempt will do: kept for somebody to look at, out of the way of the others. */
export interface DeadLetters {
  put(letter: DeadLetter): Promise<void>
}

export function deadLetterQueue(): DeadLetters {
  const client = queueClient()
  const url = fromEnvironment('deadLetterQueue')
  return { put: (letter) => putOne(client, url, letter) }
}
