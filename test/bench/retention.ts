import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { Command } from '../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../shared/domain/decide.ts'
import type { Instant } from '../../shared/domain/events.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import { type Supporter, unknownSupporter } from '../../shared/domain/supporter.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { toSupporterItems } from '../../shared/store/supporter-item.ts'
import { address, circumstances, days, formEvidence, settings } from '../support/builders.ts'
import { confirming, signUpIn, unsubscribing } from '../support/receipts.ts'
import { addressKey } from './people.ts'
import type { Row } from './report.ts'

const people = 1000
const over = 10

/** For one person's deletions: the record is read again, its items are listed, and an event is appended. */
const budgetEach = { write: 6, read: 6 }

/**
 * Measures the capacity units of the daily retention round over a thousand records, of which first none, then ten are
 * past their retention: five unconfirmed sign-ups, and five people who unsubscribed years ago. Units are those
 * counted by the engine.
 */
export async function retentionRows(stack: LocalStack): Promise<Row[]> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  const table = String(
    stack.deployment
      .ofType('AWS::DynamoDB::GlobalTable')
      .find(({ logicalId }) => /Supporters/.test(logicalId))?.physicalId,
  )
  try {
    await write(client, table, 0, people, [signUpIn('en'), confirming])
    const nothing = await unitsOfARound(stack)
    await write(client, table, 0, over / 2, [signUpIn('en')])
    await write(client, table, over / 2, over, [signUpIn('en'), confirming, unsubscribing])
    const Key = marshall({ supporterId: 'retention', item: 'round' })
    await client.send(new DeleteItemCommand({ TableName: table, Key }))
    const something = await unitsOfARound(stack)
    return [
      row(`${people} records, nothing over`, nothing, { write: 4, read: people / 10 }),
      row(`${people} records, ${over} over`, something, {
        write: nothing.write + over * budgetEach.write,
        read: nothing.read + over * budgetEach.read,
      }),
    ]
  } finally {
    client.destroy()
  }
}

type Step = Command | ((supporter: Supporter) => Command)

/** Writes records through the store, as these commands of years ago leave them. */
async function write(
  client: DynamoDBClient,
  table: string,
  from: number,
  to: number,
  steps: readonly Step[],
) {
  const longAgo: Instant = Date.now() - days(5 * 365)
  const requests: WriteRequest[] = []
  for (let n = from; n < to; n++) {
    const id = supporterIdOf(address(`person-${n}@example.org`), addressKey)
    const supporter = steps.reduce<Supporter>(
      (before, step) =>
        decideAndEvolve(
          before,
          typeof step === 'function' ? step(before) : step,
          circumstances(longAgo, { evidence: formEvidence(`salt ${n}`) }),
        ).after,
      unknownSupporter(),
    )
    const { profile } = toSupporterItems(id, supporter, pendingRetention(settings))
    requests.push({ PutRequest: { Item: marshall(profile, { removeUndefinedValues: true }) } })
  }
  for (let i = 0; i < requests.length; i += 25)
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests.slice(i, i + 25) } }))
}

interface Units {
  readonly write: number
  readonly read: number
  readonly calls: number
}

async function unitsOfARound(stack: LocalStack): Promise<Units> {
  await stack.idle()
  stack.capacity.clear()
  stack.fire('Retention')
  await stack.idle()
  const calls = stack.capacity.of('Retention')
  if (calls.length === 0) throw new Error('the round made no call')
  const sum = (units: (call: (typeof calls)[number]) => number) =>
    calls.reduce((total, call) => total + units(call), 0)
  return {
    write: sum(({ writeUnits }) => writeUnits),
    read: sum(({ readUnits }) => readUnits),
    calls: calls.length,
  }
}

function row(of: string, units: Units, budget: { write: number; read: number }): Row {
  return {
    measure: 'Capacity units',
    of: `retention, ${of}`,
    measured: `${units.write} write, ${units.read} read`,
    budget: `<= ${budget.write}, ${budget.read}`,
    within: units.write <= budget.write && units.read <= budget.read,
    detail: `${units.calls} calls`,
    values: { ...units },
  }
}
