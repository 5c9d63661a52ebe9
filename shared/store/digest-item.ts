import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { brakeReasons } from '../domain/brake.ts'
import { type PlainDate, parsePlainDate } from '../domain/requests/calendar.ts'
import { answersAwaited } from '../domain/requests/clock.ts'
import type { Digest } from '../domain/requests/digest.ts'
import { parseRequestId, type RequestId } from '../domain/requests/request-id.ts'
import { requestTypes } from '../domain/requests/transitions.ts'
import type { OfficePartition } from './partitions.ts'

/** The partition of digests, where events have a supporter's id. */
export const digestPartition = 'digest' satisfies OfficePartition

const day = z.custom<PlainDate>((text) => typeof text === 'string' && parsePlainDate(text) !== undefined)
const line = {
  id: z.custom<RequestId>((text) => typeof text === 'string' && parseRequestId(text) === text),
  type: z.enum(requestTypes),
}
const firstFew = <S extends z.core.$ZodShape>(shape: S) =>
  z.object({ first: z.readonly(z.array(z.object({ ...line, ...shape }))), more: z.int() })

/**
 * A day's digest in the ledger. The outbox mails any item there with a `mail`, once. Without a `type`, it is not an
 * event, and is not sealed.
 */
const DigestItem = z.object({
  supporterId: z.literal(digestPartition),
  /** The day, such as 20261125. */
  sequence: z.int(),
  schema: z.literal(1),
  eventId: z.string(),
  mail: z.literal('digest'),
  digest: z.object({
    day,
    overdue: firstFew({ dueOn: day }),
    soon: firstFew({ dueOn: day }),
    waiting: firstFew({ stoppedFor: z.enum(answersAwaited) }),
    outcome: firstFew({ receivedOn: day }),
    held: z.exactOptional(z.readonly(z.array(z.enum(brakeReasons)))),
  }),
})
export type DigestItem = Readonly<z.infer<typeof DigestItem>>

/**
 * Parses a digest.
 * @throws z.core.$ZodError for an item of another shape
 */
export const parseDigestItem = (item: unknown): DigestItem => DigestItem.parse(item)

export function toDigestItem(digest: Digest): DigestItem {
  return DigestItem.parse({
    supporterId: digestPartition,
    sequence: Number(digest.day.replaceAll('-', '')),
    schema: 1,
    eventId: `digest-${digest.day}`,
    mail: 'digest',
    digest,
  })
}

/**
 * Appends a day's digest to the ledger.
 * @returns false if there was one already
 */
export async function appendDigest(client: DynamoDBClient, table: string, digest: Digest): Promise<boolean> {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall(toDigestItem(digest)),
        ConditionExpression: 'attribute_not_exists(supporterId)',
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}
