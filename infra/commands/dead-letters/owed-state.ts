import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type MailKey, mailItemOf } from '../../../shared/store/mail-log.ts'

/** The state of a mail in the tables. */
export interface OwedState {
  readonly mail: string
  /** ISO 8601. */
  readonly owedSince: string
  readonly outcome?: 'sent' | 'given-up'
  /** Attempts without an answer from SES, each of which may have sent the mail. */
  readonly unanswered: number
}

export interface Tables {
  readonly client: DynamoDBClient
  readonly supporters: string
  readonly ledger: string
}

/**
 * Reads the state of a mail. It takes the members that it needs from the item as it is stored: a newer version may have
 * written one of a kind that this version cannot read, and its letter must be listed all the same.
 * @returns undefined if no such item owes a mail
 */
export async function owedState(
  { client, supporters, ledger }: Tables,
  letter: MailKey,
): Promise<OwedState | undefined> {
  const [owing, { Item }] = await Promise.all([
    client.send(new GetItemCommand({ TableName: ledger, Key: itemKey(letter), ConsistentRead: true })),
    client.send(new GetItemCommand({ TableName: supporters, Key: markerKey(letter), ConsistentRead: true })),
  ])
  const item = owing.Item && unmarshall(owing.Item)
  if (!item?.mail) return undefined
  const marker = Item ? unmarshall(Item) : {}
  return {
    mail: String(item.mail),
    // An event's time, the end of a seal, or the day of a digest.
    owedSince: String(item.at ?? item.to ?? item.digest?.day),
    unanswered: Number(marker.unanswered ?? 0),
    ...(marker.outcome && { outcome: marker.outcome }),
  }
}

/** Allows a mail that was given up to be claimed again. A sent mail stays closed. */
export async function reopen({ client, supporters }: Tables, letter: MailKey): Promise<void> {
  const givenUp = 'outcome = :givenUp'
  await client
    .send(
      new UpdateItemCommand({
        TableName: supporters,
        Key: markerKey(letter),
        UpdateExpression: 'SET unanswered = :none, claimedUntil = :none REMOVE closedAt, outcome',
        ConditionExpression: givenUp,
        ExpressionAttributeValues: marshall({ ':none': 0, ':givenUp': 'given-up' }),
      }),
    )
    .catch((error: Error) => {
      // The mail was never given up, or was sent in the meantime.
      if (error.name !== 'ConditionalCheckFailedException') throw error
    })
}

function itemKey({ supporterId, sequence }: MailKey) {
  return marshall({ supporterId, sequence })
}

function markerKey({ supporterId, sequence }: MailKey) {
  return marshall({ supporterId, item: mailItemOf({ sequence }) })
}
