import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** One mail: the event that owes it. */
export interface MailKey {
  readonly supporterId: SupporterId
  readonly sequence: number
}

/** Longer than one sending takes, retries included: whoever claimed a mail before that has died. */
const claimHolds = 30_000
const keptFor = 30 * 24 * 60 * 60 * 1000

/**
 * Remembers which mails are on their way and which are sent, so that an event delivered twice is a mail sent once.
 * Only a crash between SES's acceptance and our note of it can send one twice: no provider offers better.
 */
export interface MailLog {
  /**
   * Claims a mail for sending.
   * @param claimant a new id for each claim: it recognises its own when the first answer was lost
   * @returns `busy` if somebody else is sending it now
   */
  claim(key: MailKey, at: Instant, claimant: string): Promise<'claimed' | 'sent' | 'busy'>
  sent(key: MailKey, at: Instant): Promise<void>
  /** Gives a claim back: the mail was certainly not sent. */
  release(key: MailKey): Promise<void>
}

export function mailLog(client: DynamoDBClient, table: string): MailLog {
  const target = ({ supporterId, sequence }: MailKey) => ({
    TableName: table,
    Key: marshall({ supporterId, item: `mail#${String(sequence).padStart(8, '0')}` }),
  })
  return {
    async claim(key, at, claimant) {
      const neverClaimed = 'attribute_not_exists(supporterId)'
      const claimedByTheDead = 'claimedUntil < :now'
      try {
        await client.send(
          new UpdateItemCommand({
            ...target(key),
            UpdateExpression: 'SET claimedUntil = :until, claimant = :claimant, expiresAt = :expiresAt',
            ConditionExpression: `${neverClaimed} OR ${claimedByTheDead}`,
            ExpressionAttributeValues: marshall({
              ':now': at,
              ':until': at + claimHolds,
              ':claimant': claimant,
              ':expiresAt': Math.ceil((at + keptFor) / 1000),
            }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        return 'claimed'
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        if (error.Item?.sentAt) return 'sent'
        return error.Item?.claimant?.S === claimant ? 'claimed' : 'busy'
      }
    },

    async sent(key, at) {
      await client.send(
        new UpdateItemCommand({
          ...target(key),
          UpdateExpression: 'SET sentAt = :at REMOVE claimedUntil',
          ExpressionAttributeValues: marshall({ ':at': at }),
        }),
      )
    },

    async release(key) {
      await client.send(
        new UpdateItemCommand({
          ...target(key),
          UpdateExpression: 'SET claimedUntil = :none',
          ConditionExpression: 'attribute_not_exists(sentAt)',
          ExpressionAttributeValues: marshall({ ':none': 0 }),
        }),
      )
    },
  }
}
