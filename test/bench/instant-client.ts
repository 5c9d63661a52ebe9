import { Readable } from 'node:stream'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { marshall } from '@aws-sdk/util-dynamodb'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import type { Supporter } from '../../shared/domain/supporter.ts'
import { ledgerSchema } from '../../shared/store/ledger-codec.ts'
import { toSupporterItems } from '../../shared/store/supporter-item.ts'
import { settings } from '../support/builders.ts'
import { supporterId } from './people.ts'

/** Returns the SDK's own client, which marshals, signs and parses, over a network that answers at once. */
export function instantClient(held: Supporter): DynamoDBClient {
  const answers: Record<string, object> = {
    GetItem: held.status === 'unknown' ? {} : { Item: profileOf(held) },
    Query: { Items: held.version === 0 ? [] : [marshall(lastEventOf(held))] },
  }
  const handle = async ({ headers }: { headers: Record<string, string> }) => {
    const operation = headers['x-amz-target']?.split('.')[1] ?? ''
    const body = Readable.from([Buffer.from(JSON.stringify(answers[operation] ?? {}, binaryAsBase64))])
    return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body } }
  }
  return new DynamoDBClient({
    region: 'eu-west-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler: { handle } as never,
  })
}

/** Returns a function that queues messages with the SDK's own client, over a network that answers at once. */
export function instantQueue(): (message: object) => Promise<void> {
  const handle = async () => {
    const body = Readable.from([Buffer.from('{"MessageId":"bench"}')])
    return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body } }
  }
  const client = new SQSClient({
    region: 'eu-west-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler: { handle } as never,
    md5: false,
  })
  return async (message) => {
    const QueueUrl = 'https://sqs.eu-west-2.amazonaws.com/000000000000/bench'
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }))
  }
}

/**
 * Serializes bytes as DynamoDB does. A Buffer has its own toJSON, so the function looks at the object that holds it.
 */
function binaryAsBase64(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const held = this[key]
  return held instanceof Uint8Array ? Buffer.from(held).toString('base64') : value
}

/** The members of the last event that a load reads. */
const lastEventOf = ({ version, head = 'a'.repeat(43) }: Supporter) => ({
  schema: ledgerSchema,
  sequence: version,
  hash: head,
})

const profileOf = (held: Supporter) =>
  marshall(toSupporterItems(supporterId, held, pendingRetention(settings)).profile, {
    removeUndefinedValues: true,
  })
