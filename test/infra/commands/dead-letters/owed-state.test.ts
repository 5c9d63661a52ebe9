import type { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { expect, it } from 'vitest'
import { owedState } from '../../../../infra/commands/dead-letters/owed-state.ts'
import { supporterId } from '../../../support/builders.ts'

const tables = (item: object) => ({
  supporters: 'Supporters',
  ledger: 'Ledger',
  client: {
    send: async ({ input }: GetItemCommand) => (input.TableName === 'Ledger' ? { Item: marshall(item) } : {}),
  } as unknown as DynamoDBClient,
})

it('of a mail that a newer version owes is known by its kind and time', async () => {
  const at = '2026-11-24T09:00:00.000Z'
  const state = await owedState(tables({ mail: 'anniversary', at, novelty: true }), {
    supporterId,
    sequence: 3,
  })
  expect(state).toEqual({ mail: 'anniversary', owedSince: at, unanswered: 0 })
})
