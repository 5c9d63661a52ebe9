import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type MailKey, mailItemOf } from '../../../shared/store/mail-log.ts'
import { type MailOwingItem, mailOwingItem } from '../../../shared/store/owing-event.ts'

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

export async function owedState(
  { client, supporters, ledger }: Tables,
  letter: MailKey,
): Promise<OwedState | undefined> {
  const [event, { Item }] = await Promise.all([
    mailOwingItem(client, ledger, letter),
    client.send(new GetItemCommand({ TableName: supporters, Key: markerKey(letter), ConsistentRead: true })),
  ])
  if (!event?.mail) return undefined
  const marker = Item ? unmarshall(Item) : {}
  return {
    mail: event.mail,
    owedSince: sinceOf(event),
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

function markerKey({ supporterId, sequence }: MailKey) {
  return marshall({ supporterId, item: mailItemOf({ sequence }) })
}

function sinceOf(event: MailOwingItem): string {
  switch (event.mail) {
    case 'seal':
      return event.to
    case 'digest':
      return event.digest.day
    default:
      return event.at
  }
}
