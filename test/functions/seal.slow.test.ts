import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { proofOf } from '../../shared/store/seal-proofs.ts'
import { listSeals } from '../../shared/store/seal-store.ts'
import { settings } from '../support/builders.ts'
import { leaf, verifies } from '../support/merkle.ts'
import { officeAt } from '../support/office.ts'
import { sealUpToNow } from '../support/seals.ts'
import { personAt, startStack, withFault } from '../support/stack.ts'

let stack: LocalStack
let client: DynamoDBClient
let table: string
beforeAll(async () => {
  stack = await startStack({ transform: sealUpToNow })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  client = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  table = stack.outputs.LedgerTable ?? stack.outputs.TablesLedgerTable ?? ledgerOf(stack)
})
afterAll(async () => {
  client.destroy()
  await stack.stop()
})
afterEach(() => stack.faults.clear())

const ledgerOf = ({ deployment }: LocalStack) =>
  deployment.ofType('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.includes('Ledger'))
    ?.physicalId ?? ''

/** Seals once the feedback about earlier mails has arrived, so that nothing new comes during the seal. */
async function seal() {
  await stack.idle()
  await stack.idle()
  stack.fire('Seal')
  await stack.idle()
}

const sealMails = async () => {
  await stack.idle()
  return stack.mailbox.messages.filter(({ to }) => to === settings.organisation.privacyMailbox).toReversed()
}
const seals = async () => (await listSeals(client, table)).seals.toReversed()

async function eventsOf(supporterId: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'supporterId = :id',
      ExpressionAttributeValues: { ':id': { S: supporterId } },
    }),
  )
  return Items.map((item) => unmarshall(item) as { hash: string; at: string })
}

describe('a sign-up and its confirmation', () => {
  it('are sealed, mailed to the privacy officer, and proved by the mail and a proof alone', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.confirm()
    const [event = { hash: '', at: '' }, ...others] = await eventsOf((await ann.record()).supporterId)
    expect(others.length).toBeGreaterThan(0)
    expect(await proofOf(client, table, event)).toBeUndefined()
    await seal()

    const [mail] = await sealMails()
    const [, number, hash, root = '', count] =
      /^Seal (\d+) ([\w-]{43}) ([\w-]{43}) (\d+)$/m.exec(mail?.text ?? '') ?? []
    const proof = await proofOf(client, table, event)
    expect(proof?.seal).toMatchObject({ number: Number(number), hash, root, count: Number(count) })
    const claim = {
      index: proof?.index ?? -1,
      count: Number(count),
      path: proof?.path.map((sibling) => Buffer.from(sibling, 'base64url')) ?? [],
      root: Buffer.from(root, 'base64url'),
    }
    expect(verifies(leaf(Buffer.from(event.hash, 'base64url')), claim)).toBe(true)
  })

  it('leave no personal data in the mail, which is no list mail', async () => {
    const [mail] = await sealMails()
    expect(Object.keys(mail?.headers ?? {}).join()).not.toMatch(/list-/i)
    expect(mail?.raw).not.toMatch(/person-\d|203\.0\./)
    expect(mail?.text).toContain('keep')
    expect(mail?.text).not.toContain('entered in a form')
    expect(mail?.html).toContain(settings.organisation.name)
  })
})

describe('sealing', () => {
  it('again makes no second seal and sends no second mail', async () => {
    const before = [await seals(), (await sealMails()).length]
    await seal()
    await seal()
    expect([await seals(), (await sealMails()).length]).toEqual(before)
  })

  it.each(['crashBefore', 'crashAfter'] as const)(
    'that crashes at a write (%s) is tried again, and makes one seal and one mail',
    async (kind) => {
      const [before, mails] = [(await seals()).length, (await sealMails()).length]
      await personAt(stack).signUp()
      await stack.idle()
      withFault(stack, {
        functionName: 'SealsSeal',
        service: 'dynamodb',
        operation: 'PutItem',
        kind,
        times: 2,
      })
      stack.fire('Seal')
      await expect.poll(async () => (await seals()).length, { timeout: 50_000 }).toBe(before + 1)
      expect(await sealMails()).toHaveLength(mails + 1)
    },
  )

  it('triggered many times at once makes one seal and one mail', async () => {
    const [before, mails] = [(await seals()).length, (await sealMails()).length]
    await personAt(stack).signUp()
    await stack.idle()
    for (let i = 0; i < 4; i++) stack.fire('Seal')
    expect(await sealMails()).toHaveLength(mails + 1)
    expect(await seals()).toHaveLength(before + 1)
  })

  it('loses no event while collecting fails, and seals none twice', async () => {
    const before = (await seals()).length
    withFault(stack, {
      functionName: 'SealsCollect',
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'lostReply',
      times: 2,
    })
    withFault(stack, {
      functionName: 'SealsCollect',
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'error',
      code: 'InternalServerError',
      status: 500,
      times: 5,
    })
    const people = Array.from({ length: 5 }, () => personAt(stack))
    await Promise.all(people.map((person) => person.signUp()))
    await seal()
    const made = (await seals()).slice(before)
    // Each person has a sign-up and a delivered mail.
    expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(10)
  })

  it('numbers seals without a gap, each chained to the previous one', async () => {
    const all = await seals()
    expect(all.map(({ number }) => number)).toEqual(all.map((_, i) => i + 1))
    expect(all.map(({ previous }) => previous)).toEqual([
      undefined,
      ...all.slice(0, -1).map(({ hash }) => hash),
    ])
    expect(all.map(({ from }) => from)).toEqual([undefined, ...all.slice(0, -1).map(({ to }) => to)])
  })
})

describe('of the functions that seal,', () => {
  it.each(['SealsCollectLeaves', 'SealsSeal'])('%s may write no event', async (name) => {
    const fn = stack.deployment.functions.find(
      ({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === name,
    )
    const credentials = { accessKeyId: fn?.accessKeyId ?? '', secretAccessKey: fn?.secretAccessKey ?? '' }
    const own = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
    const Item = { supporterId: { S: 'other' }, sequence: { N: '1' } }
    const write = own.send(new PutItemCommand({ TableName: table, Item }))
    await expect(write).rejects.toMatchObject({ name: 'AccessDeniedException' })
    own.destroy()
  })
})

// Runs last, because a look-up is an officer's act, which the next seal would include.
describe('sealed events', () => {
  it('are proved in a look-up, with a few small reads', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.confirm()
    await seal()
    const number = (await seals()).at(-1)?.number
    const office = await officeAt(stack, 'auditor')
    stack.capacity.clear()
    const { body } = await office.lookUp(ann.email)
    expect(body.verification).toMatchObject({ intact: true, faults: [] })
    const proven = body.verification.events as { sealed: string; seal: number }[]
    expect(proven.length).toBeGreaterThan(1)
    for (const event of proven) expect(event).toMatchObject({ sealed: 'proven', seal: number })
    const units = stack.capacity.of('OfficersLookUp').reduce((sum, { readUnits }) => sum + readUnits, 0)
    // Seals are seconds apart here, so earlier ones are searched too: each at most once, with one page.
    expect(units).toBeLessThanOrEqual(2.5 + 2 * (number ?? 0))
  })
})
