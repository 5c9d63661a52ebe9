import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { onTestFinished } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { signUpsRecorded } from './stack.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  readonly body: any
}

/** An officer signed in with a role. */
export interface Office {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body: object | string, headers?: Record<string, string>): Promise<Answer>
  /** Looks a person up, with the reason `enquiry`. */
  lookUp(email: unknown, headers?: Record<string, string>): Promise<Answer>
  /**
   * Changes an event in the table, as only the owner of the account could.
   * @param path of a member, such as `consent.place`
   */
  tamperWith(supporterId: string, sequence: number, path: string, value: string): Promise<void>
  /** The hashes for the next seal. */
  sealedHashes(): Promise<string[]>
}

export async function officeAt(stack: LocalStack, role: string): Promise<Office> {
  const authorization = `Bearer ${await stack.token(role)}`
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const reply = await fetch(stack.urls.api + path, init)
    const text = await reply.text()
    const isJson = /json/.test(reply.headers.get('content-type') ?? '')
    return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text }
  }
  const post: Office['post'] = (path, body, headers = {}) =>
    send(path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    get: (path, headers = {}) => send(path, { headers: { authorization, ...headers } }),
    post,
    lookUp: async (email, headers = {}) => {
      await signUpsRecorded(stack)
      return post('/privacy/lookup', { email }, { 'x-reason': 'enquiry', ...headers })
    },
    async tamperWith(supporterId, sequence, path, value) {
      const steps = path.split('.')
      await clientOf(stack).send(
        new UpdateItemCommand({
          TableName: ledgerOf(stack),
          Key: { supporterId: { S: supporterId }, sequence: { N: String(sequence) } },
          UpdateExpression: `SET ${steps.map((step) => `#${step}`).join('.')} = :value`,
          ExpressionAttributeNames: Object.fromEntries(steps.map((step) => [`#${step}`, step])),
          ExpressionAttributeValues: { ':value': { S: value } },
        }),
      )
    },
    async sealedHashes() {
      const { Items = [] } = await clientOf(stack).send(
        new QueryCommand({
          TableName: ledgerOf(stack),
          KeyConditionExpression: 'supporterId = :leaves',
          ExpressionAttributeValues: { ':leaves': { S: 'leaves' } },
        }),
      )
      return Items.flatMap(({ hashes }) => {
        const bytes = Buffer.from(hashes?.B ?? [])
        return Array.from({ length: bytes.length / 32 }, (_, i) =>
          bytes.subarray(32 * i, 32 * (i + 1)).toString('base64url'),
        )
      })
    },
  }
}

/**
 * Files a data request that came by email today, and fulfils it.
 * @returns the request's id, and the answer to its fulfilment
 */
export async function fulfil(
  office: Office,
  type: string,
  email: string,
  given: object = {},
): Promise<Answer & { id: string }> {
  const filed = await office.post('/privacy/requests', { type, email, channel: 'email' })
  if (filed.status !== 201) throw new Error(`filing answered ${filed.status}`)
  const { id } = filed.body
  return { id, ...(await office.post(`/privacy/requests/${id}/actions`, { action: 'fulfil', ...given })) }
}

/** Returns an AWS client with all permissions. */
export function clientOf(stack: LocalStack): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  onTestFinished(() => client.destroy())
  return client
}

export const tableOf = ({ deployment }: LocalStack, part: string): string =>
  deployment.ofType('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.includes(part))
    ?.physicalId ?? ''

const ledgerOf = (stack: LocalStack) => tableOf(stack, 'Ledger')
