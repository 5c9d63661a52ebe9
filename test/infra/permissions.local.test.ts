import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import type { Template } from '../../infra/local/emulator/template/deployment.ts'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { waitingIn } from '../support/sending.ts'
import { personAt, startStack } from '../support/stack.ts'

/** Removes one action from every policy of the roles with this part in their logical id. */
function without(action: string, rolePart: string) {
  return (template: Template): Template => {
    const changed = structuredClone(template)
    for (const [id, { Type, Properties }] of Object.entries(changed.Resources)) {
      if (Type !== 'AWS::IAM::Policy' || !id.includes(rolePart)) continue
      // biome-ignore lint/suspicious/noExplicitAny: a policy as CloudFormation writes it
      for (const statement of (Properties as any).PolicyDocument.Statement) {
        const kept = [statement.Action].flat().filter((allowed: string) => allowed !== action)
        statement.Action = kept.length > 0 ? kept : ['none:None']
      }
    }
    return changed
  }
}

async function withStack(
  transform: (template: Template) => Template,
  run: (stack: LocalStack) => Promise<void>,
) {
  const stack = await startStack({ transform })
  try {
    await run(stack)
  } finally {
    await stack.stop()
  }
}

describe('a function', () => {
  it('that lacks one permission is denied, and says to try again', async () => {
    await withStack(without('sqs:SendMessage', 'ApiSignUp'), async (stack) => {
      const ann = personAt(stack)
      const reply = await ann.signUp()
      expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await reply.text()).not.toMatch(/denied|arn:/i)
      expect(stack.logs.join()).toContain('AccessDeniedException')
      expect((await ann.record()).events).toEqual([])
    })
  })

  it('that lacks one permission of its transaction is denied, and keeps the message', async () => {
    await withStack(without('dynamodb:PutItem', 'RecordSignUp'), async (stack) => {
      const ann = personAt(stack)
      expect((await ann.signUp()).status).toBe(202)
      await expect.poll(() => stack.logs.join(), { timeout: 20_000 }).toContain('signUpDelayed')
      expect(waitingIn(stack, 'SignUpsAccepted')).toHaveLength(1)
      expect(stack.logs.join()).not.toContain(ann.email)
    })
  })

  it('that may not send mail sends none, and keeps what it owes until it may', async () => {
    await withStack(without('ses:SendRawEmail', 'SendMail'), async (stack) => {
      const ann = personAt(stack)
      await ann.signUp()
      await expect.poll(() => stack.logs.join(), { timeout: 20_000 }).toContain('AccessDenied')
      expect(stack.mailbox.messages).toEqual([])
      expect(stack.logs.join()).not.toContain('mailRejected')
    })
  })

  it('cannot update or delete in the ledger, whichever it is', async () => {
    const stack = await startStack()
    try {
      const TableName = stack.deployment
        .ofType('AWS::DynamoDB::GlobalTable')
        .find(({ logicalId }) => logicalId.includes('Ledger'))?.physicalId
      const Key = { supporterId: { S: 'x' }, sequence: { N: '1' } }
      for (const { name, accessKeyId, secretAccessKey } of stack.deployment.functions) {
        const credentials = { accessKeyId, secretAccessKey }
        const client = new DynamoDBClient({
          endpoint: stack.urls.aws,
          region: 'eu-west-2',
          credentials,
          maxAttempts: 1,
        })
        const update = new UpdateItemCommand({ TableName, Key, UpdateExpression: 'REMOVE mail' })
        const denied = { name: 'AccessDeniedException' }
        await expect(client.send(update), name).rejects.toMatchObject(denied)
        await expect(client.send(new DeleteItemCommand({ TableName, Key })), name).rejects.toMatchObject(
          denied,
        )
        if (
          !/RecordSignUp|Confirm|Unsubscribe|Preferences|MyData|RecordMyDataLinkRequest|Feedback|FollowUp|Retention|Suppressions|DataRequests/.test(
            name,
          )
        ) {
          await expect(client.send(new PutItemCommand({ TableName, Item: Key })), name).rejects.toMatchObject(
            denied,
          )
        }
      }
    } finally {
      await stack.stop()
    }
  })
})
