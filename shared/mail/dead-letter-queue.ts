import { queueNamed } from '../lib/queues.ts'
import type { OwedMail } from './owed-mail.ts'

/** Keeps mails that no further attempt will send, by id, until an engineer looks at them. */
export interface DeadLetters {
  put(letter: OwedMail): Promise<void>
}

export const deadLetterQueue = (): DeadLetters => ({ put: queueNamed('deadLetterQueue') })
