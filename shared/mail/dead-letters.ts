import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { fromEnvironment } from '../config.ts'
import type { LedgerItem } from '../store/ledger-item.ts'

/** Where mails go that no attempt will send: kept for somebody to look at, out of the way of the others. */
export interface DeadLetters {
  put(event: Pick<LedgerItem, 'supporterId' | 'sequence'>, reason: string): Promise<void>
}

export function deadLetterQueue(): DeadLetters {
  const client = new SQSClient({ maxAttempts: 3 })
  const QueueUrl = fromEnvironment('deadLetterQueue')
  return {
    async put({ supporterId, sequence }, reason) {
      const MessageBody = JSON.stringify({ supporterId, sequence, reason })
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    },
  }
}
