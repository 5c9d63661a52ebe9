import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { fromEnvironment } from '../config.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** What was given up, by id: enough to find it again, and no personal data. */
export type DeadLetter =
  | { readonly type: 'mail'; readonly supporterId: string; readonly sequence: number }
  | { readonly type: 'bounce' | 'complaint'; readonly supporterId: SupporterId; readonly mail: number }

/** Where things go that no attempt will do: kept for somebody to look at, out of the way of the others. */
export interface DeadLetters {
  put(letter: DeadLetter): Promise<void>
}

export function deadLetterQueue(): DeadLetters {
  const client = new SQSClient({ maxAttempts: 3 })
  const QueueUrl = fromEnvironment('deadLetterQueue')
  return {
    async put(letter) {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(letter) }))
    },
  }
}
