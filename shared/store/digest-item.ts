import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Digest } from '../domain/requests/digest.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/**
 * A day's digest in the ledger: what is written there with a `mail` is mailed by the outbox, once. It has no `type`:
 * it is no event, and not sealed.
 */
export interface DigestItem {
  readonly supporterId: SupporterId
  /** The day: 20261125. */
  readonly sequence: number
  readonly schema: number
  readonly eventId: string
  readonly mail: 'digest'
  readonly digest: Digest
}

/** Stands where events have a supporter's id. */
export const digestPartition = 'digest' as SupporterId

export function toDigestItem(digest: Digest): DigestItem {
  return {
    supporterId: digestPartition,
    sequence: Number(digest.day.replaceAll('-', '')),
    schema: 1,
    eventId: `digest-${digest.day}`,
    mail: 'digest',
    digest,
  }
}

/** Appends a day's digest to the ledger. @returns false if that day's was there already */
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
