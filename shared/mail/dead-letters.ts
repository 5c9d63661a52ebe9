import { queueNamed } from '../lib/queues.ts'
import type { OwedMail } from './owed.ts'

/** Where mails go that no attempt will send: kept by id for somebody to look at, out of the way of the others. */
export interface DeadLetters {
  put(letter: OwedMail): Promise<void>
}

export const deadLetterQueue = (): DeadLetters => ({ put: queueNamed('deadLetterQueue') })
