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

/** The key of a mail: that of the ledger item that owes it. */
export interface MailKey {
  readonly supporterId: MailPartition
  readonly sequence: Sequence
}

/** The key of an event, and of the mail that it may owe. */
export interface EventKey extends MailKey {
  readonly supporterId: SupporterId
}

/**
 * Milliseconds that a claim is valid: longer than one sending takes, with its turn. The claimant of an older claim
 * has died.
 */
export const claimHolds = 30_000
/** The sort key's prefix, before the event's sequence. Markers are beside the supporter. */
export const mailItem = 'mail#'

export const mailItemOf = ({ sequence }: Pick<MailKey, 'sequence'>) =>
  `${mailItem}${String(sequence).padStart(8, '0')}`

const keptFor = 30 * 24 * 60 * 60 * 1000

/** After so many attempts without an answer, the mail may have been sent as many times: a person has to look. */
const maxUnanswered = 3

/** `closed`: sent already, or given up. `hopeless`: attempted too often without an answer. */
export type Claim = 'claimed' | 'busy' | 'closed' | 'hopeless'

/**
 * The record of which mails are being sent and which are sent, so that an event delivered twice is mailed once. Only
 * if SES's answer is lost, by a crash or a broken connection, may a mail be sent again, three times at most.
 */
export interface MailLog {
  /**
   * Claims a mail for sending.
   * @param claimant a new id for each claim, which recognises its own claim if the first response was lost
   */
  claim(key: MailKey, at: Instant, claimant: string): Promise<Claim>
  /** Records that the mail was sent, or given up: it is never claimed again. */
  close(key: MailKey, at: Instant, how: 'sent' | 'given-up'): Promise<void>
  /** Releases a claim: SES answered, and did not accept the mail. */
  release(key: MailKey): Promise<void>
}

/** Checks whether a mail was sent, or given up. Strongly consistent. */
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
      const claimExpired = 'claimedUntil < :now'
      try {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            ...target(key),
            UpdateExpression:
              'SET claimedUntil = :until, claimant = :claimant, expiresAt = :expiresAt ADD unanswered :one',
            ConditionExpression: `${neverClaimed} OR ${claimExpired}`,
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
        return Number(Attributes?.unanswered?.N) > maxUnanswered ? 'hopeless' : 'claimed'
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
