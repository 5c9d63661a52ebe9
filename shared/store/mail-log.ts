import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Instant, Sequence } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { MailPartition } from './partitions.ts'

/** Names a mail by the item of the ledger that owes it. */
export interface MailKey {
  readonly supporterId: MailPartition
  readonly sequence: Sequence
}

/** Names an event, and the mail that it may owe. */
export interface EventKey extends MailKey {
  readonly supporterId: SupporterId
}

/** Milliseconds: longer than one sending takes, its turn included. The claimant of an older claim has died. */
export const claimHolds = 30_000
/** Markers stand beside the supporter, under this prefix and the sequence of the event. */
export const mailItem = 'mail#'

export const mailItemOf = ({ sequence }: Pick<MailKey, 'sequence'>) =>
  `${mailItem}${String(sequence).padStart(8, '0')}`

const keptFor = 30 * 24 * 60 * 60 * 1000

/** A mail that was tried so often without an answer may have been sent as often: somebody has to look. */
const unansweredAtMost = 3

/** `closed`: sent before, or given up. `hopeless`: tried too often without an answer. */
export type Claim = 'claimed' | 'busy' | 'closed' | 'hopeless'

/**
 * Remembers which mails are on their way and which are sent, so that an event delivered twice is a mail sent once.
 * Only where SES's answer never came, for a crash or a broken connection, may a mail be sent again, three times at most.
 */
export interface MailLog {
  /**
   * Claims a mail for sending.
   * @param claimant a new id for each claim: it recognises its own when the first answer was lost
   */
  claim(key: MailKey, at: Instant, claimant: string): Promise<Claim>
  /** It was sent, or given up: never to be claimed again. */
  close(key: MailKey, at: Instant, how: 'sent' | 'given-up'): Promise<void>
  /** Gives a claim back: SES answered, and did not take the mail. */
  release(key: MailKey): Promise<void>
}

/** Whether a mail was sent, or given up. Strongly consistent. */
export async function isClosed(client: DynamoDBClient, table: string, key: MailKey): Promise<boolean> {
  const Key = marshall({ supporterId: key.supporterId, item: mailItemOf(key) })
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key, ConsistentRead: true, ProjectionExpression: 'closedAt' }),
  )
  return Item?.closedAt !== undefined
}

export function mailLog(client: DynamoDBClient, table: string): MailLog {
  const target = (key: MailKey) => ({
    TableName: table,
    Key: marshall({ supporterId: key.supporterId, item: mailItemOf(key) }),
  })
  return {
    async claim(key, at, claimant) {
      const neverClaimed = 'attribute_not_exists(supporterId)'
      const claimedByTheDead = 'claimedUntil < :now'
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            ...target(key),
            UpdateExpression:
              'SET claimedUntil = :until, claimant = :claimant, expiresAt = :expiresAt ADD unanswered :one',
            ConditionExpression: `${neverClaimed} OR ${claimedByTheDead}`,
            ExpressionAttributeValues: marshall({
              ':now': at,
              ':until': at + claimHolds,
              ':claimant': claimant,
              ':expiresAt': Math.ceil((at + keptFor) / 1000),
              ':one': 1,
            }),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        return Number(Attributes?.unanswered?.N) > unansweredAtMost ? 'hopeless' : 'claimed'
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        if (error.Item?.closedAt) return 'closed'
        return error.Item?.claimant?.S === claimant ? 'claimed' : 'busy'
      }
    },

    async close(key, at, how) {
      await client.send(
        new UpdateItemCommand({
          ...target(key),
          UpdateExpression: 'SET closedAt = :at, outcome = :how REMOVE claimedUntil',
          ExpressionAttributeValues: marshall({ ':at': at, ':how': how }),
        }),
      )
    },

    async release(key) {
      await client.send(
        new UpdateItemCommand({
          ...target(key),
          UpdateExpression: 'SET claimedUntil = :none ADD unanswered :answered',
          ConditionExpression: 'attribute_not_exists(closedAt)',
          ExpressionAttributeValues: marshall({ ':none': 0, ':answered': -1 }),
        }),
      )
    },
  }
}
