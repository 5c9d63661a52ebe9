import { fromEnvironment } from '../config.ts'
import type { OwedMail } from './owed.ts'
import { putOne, queueClient } from './queues.ts'

/** Where mails go that no attempt will send: kept by id for somebody to look at, out of the way of the others. */
export interface DeadLetters {
  put(letter: OwedMail): Promise<void>
}

export function deadLetterQueue(): DeadLetters {
  const client = queueClient()
  const url = fromEnvironment('deadLetterQueue')
  return { put: (letter) => putOne(client, url, letter) }
}
