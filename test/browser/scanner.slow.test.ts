import { createHash } from 'node:crypto'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import canonicalize from 'canonicalize'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { owedKinds } from '../../shared/mail/kinds.ts'
import { browserForThisFile } from '../support/browser.ts'
import { bringEveryMail, settingsForEveryMail } from '../support/every-mail.ts'
import { isListMail, kindOf, linksIn } from '../support/mail-links.ts'
import { sealUpToNow } from '../support/seals.ts'
import { browserAccept, startStack } from '../support/stack.ts'

const browser = browserForThisFile()
let stack: LocalStack

beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsForEveryMail(), transform: sealUpToNow })
  await bringEveryMail(stack)
})
afterAll(() => stack.stop())

describe('a scanner that opens every link in every mail changes nothing', () => {
  it('with mails of every kind', () => {
    const kinds = new Set(stack.mailbox.messages.map(kindOf))
    expect([...kinds].toSorted()).toEqual(owedKinds.toSorted())
    for (const mail of stack.mailbox.messages.filter(isListMail))
      expect(linksIn(mail).join(' ')).toContain('/unsubscribe/')
  })

  it.each<[how: string, init: RequestInit]>([
    ['with HEAD', { method: 'HEAD' }],
    ['with GET', {}],
    ['with GET, as a browser', { headers: { accept: browserAccept } }],
    ['with GET, as a mail program', { headers: { accept: 'application/json' } }],
  ])('%s', async (_, init) => {
    await expectNothingChangedBy(async (link) => (await fetch(link, init)).status)
  })

  it('with a whole browser that runs scripts, clicks nothing and has no cookies', async () => {
    await expectNothingChangedBy(async (link) => {
      const { page, context } = await browser.visit({ width: 1280 })
      const answer = await page.goto(link, { waitUntil: 'networkidle' })
      // Some scanners do this, to look like a person.
      await page.mouse.wheel(0, 2000)
      await page.mouse.move(100, 100)
      await context.close()
      return answer?.status()
    })
  })

  it('though a press would show', async () => {
    const before = await everything()
    // Includes every person: for an erased one there is nothing to unsubscribe from.
    const links = stack.mailbox.messages.flatMap(linksIn).filter((link) => link.includes('/unsubscribe/'))
    for (const link of links) await fetch(link, { method: 'POST' })
    await stack.idle()
    expect(await everything()).not.toEqual(before)
  })
})

/**
 * Opens each link (only an erased person's may be dead) and compares all tables and the mailbox with their earlier
 * state.
 */
async function expectNothingChangedBy(open: (link: string) => Promise<number | undefined>): Promise<void> {
  const mails = stack.mailbox.messages
  const erased = mails.filter((mail) => kindOf(mail) === 'erasure').map(({ to }) => to)
  const alive = new Set(mails.filter(({ to }) => !erased.includes(to)).flatMap(linksIn))
  const before = await everything()
  const dead: [string, number | undefined][] = []
  for (const link of new Set(mails.flatMap(linksIn))) {
    const status = await open(link)
    const well = alive.has(link) ? [200] : [200, 404, 410]
    if (!well.includes(status ?? 0)) dead.push([new URL(link).pathname.slice(0, 12), status])
  }
  await stack.idle()
  expect(await everything()).toEqual(before)
  expect(dead).toEqual([])
}

/** Returns each table's items by logical id, and the ids of all mails. */
async function everything(): Promise<Record<string, string[]>> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  const tables = stack.deployment.ofType('AWS::DynamoDB::GlobalTable')
  const held = tables.map(async ({ logicalId, physicalId }) => {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName: physicalId }))
    expect(LastEvaluatedKey).toBeUndefined()
    return [logicalId, Items.map(fingerprint).toSorted()] as const
  })
  try {
    const mails = stack.mailbox.messages.map(({ id }) => id)
    return { ...Object.fromEntries(await Promise.all(held)), mails }
  } finally {
    client.destroy()
  }
}

/** Returns what an item is and a hash of its content, so that a failure prints no personal data. */
function fingerprint(item: object): string {
  const { type, item: kind } = item as Record<string, { S?: string } | undefined>
  const hash = createHash('sha256')
    .update(canonicalize(item) ?? '')
    .digest('hex')
  return `${type?.S ?? kind?.S ?? ''} ${hash}`
}
