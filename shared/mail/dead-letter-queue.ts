import { queueNamed } from '../lib/queues.ts'
import type { OwedMail } from './owed-mail.ts'

/** The queue that keeps undeliverable mails, by id, until an engineer looks at them. */
export interface DeadLetters {
  put(letter: OwedMail): Promise<void>
}

export const deadLetterQueue = (): DeadLetters => ({ put: queueNamed('deadLetterQueue') })
