import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { BusEvent } from '../../infra/local/emulator/eventbridge/event-bus.ts'
import type { LocalStack, LocalStackOptions } from '../../infra/local/local-stack.ts'
import { mailMessagesIn } from '../../shared/messages/mail/index.ts'
import { clientOf, command } from '../support/command.ts'
import { officeAt } from '../support/office.ts'
import { settingsWith } from '../support/settings-file.ts'
import { type Person, personAt, startStack, withFault } from '../support/stack.ts'

const name = 'Zebedee Quux'

async function subscriberAt(stack: LocalStack): Promise<Person> {
  const person = personAt(stack)
  await person.signUp({ name, page: 'https://www.example.org/mali' })
  await person.confirm()
  await person.signUp({ topics: ['events'], form: 'events' })
  await stack.idle()
  return person
}

const erase = (stack: LocalStack, person: Person) =>
  command(stack, person, { type: 'erase', method: 'my-data' })

async function everythingIn(stack: LocalStack): Promise<string> {
  const client = clientOf(stack)
  const tables = stack.deployment.ofType('AWS::DynamoDB::GlobalTable').map(({ physicalId }) => physicalId)
  const items = await Promise.all(tables.map((TableName) => client.send(new ScanCommand({ TableName }))))
  client.destroy()
  const queues = stack.deployment
    .ofType('AWS::SQS::Queue')
    .flatMap(({ name }) => stack.queues.find(name)?.messages ?? [])
  return JSON.stringify([items.map(({ Items }) => Items), queues, stack.logs])
}

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack?.stop())

const ended = async (person: Person) => {
  await stack.idle()
  return (await person.record()).events.map(({ type }) => type).slice(-2)
}
const lastMails = async (person: Person) =>
  (await person.mails()).filter(({ subject }) => subject.startsWith(mailMessagesIn('en').erasure.heading))

describe('an erasure', () => {
  it('tells the person once what was erased, what is kept and why, and about backups', async () => {
    const ann = await subscriberAt(stack)
    await erase(stack, ann)
    expect(await ended(ann)).toEqual(['erasure-begun', 'erased'])
    const [mail, ...others] = await lastMails(ann)
    expect(others).toEqual([])
    expect(mail?.text).toContain('35 days')
    expect(mail?.text).toContain('Newsletter service')
    expect(mail?.text).not.toContain(name)
    const headers = Object.keys(mail?.headers ?? {}).map((header) => header.toLowerCase())
    expect(headers).toContain('feedback-id')
    expect(headers).not.toContain('list-unsubscribe')
  })

  it('notifies the recipients with an event that has the id but no address', async () => {
    const published: BusEvent[] = []
    stack.aws.onPutEvent((event) => published.push(event))
    const ann = await subscriberAt(stack)
    const supporterId = await erase(stack, ann)
    await ended(ann)
    expect(published).toMatchObject([
      { source: 'supporter-engagement', 'detail-type': 'Supporter Erased', detail: { supporterId } },
    ])
    expect(JSON.stringify(published)).not.toContain(ann.email)
  })

  it('keeps their old links harmless: no subscription, no pending sign-up, no receipt', async () => {
    const ann = await subscriberAt(stack)
    const links = [await ann.link('unsubscribe'), await ann.link('confirm'), await ann.link('receipt')]
    await erase(stack, ann)
    await ended(ann)
    const status = async (link: string, method: string) => (await ann.request(link, { method })).status
    expect(await status(links[0] ?? '', 'POST')).toBe(200)
    expect(await status(links[1] ?? '', 'POST')).toBe(410)
    expect(await status(links[2] ?? '', 'GET')).toBe(404)
    expect(await ended(ann)).toEqual(['erasure-begun', 'erased'])
  })

  it('lets them sign up again as a new person', async () => {
    const ann = await subscriberAt(stack)
    await erase(stack, ann)
    await ended(ann)
    await ann.signUp({ topics: ['stories'] })
    expect((await ann.record()).status).toBe('pending')
    expect((await ann.confirm()).status).toBe(200)
    expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['stories'] })
  })

  it.each([
    ['crashBefore', 'dynamodb', 'DeleteItem'],
    ['crashAfter', 'dynamodb', 'DeleteItem'],
    ['crashBefore', 'events', 'PutEvents'],
    ['crashAfter', 'events', 'PutEvents'],
    ['crashBefore', 'dynamodb', 'TransactWriteItems'],
    ['crashAfter', 'dynamodb', 'TransactWriteItems'],
  ] as const)(
    'whose function crashes (%s) at %s %s is finished by the next, with one mail',
    async (kind, service, operation) => {
      const ann = await subscriberAt(stack)
      await ann.signUp({ topics: ['events'], form: 'events' })
      withFault(stack, { kind, service, operation, functionName: 'FollowUp' })
      await erase(stack, ann)
      expect(await ended(ann)).toEqual(['erasure-begun', 'erased'])
      expect(await lastMails(ann)).toHaveLength(1)
      expect((await ann.record()).evidence).toEqual([])
    },
  )

  it('does not wait for a mail that is refused for ever', async () => {
    const ann = await subscriberAt(stack)
    withFault(stack, {
      kind: 'error',
      service: 'ses',
      operation: 'SendRawEmail',
      code: 'InvalidParameterValue',
    })
    await erase(stack, ann)
    expect(await ended(ann)).toEqual(['erasure-begun', 'erased'])
    expect(await lastMails(ann)).toEqual([])
  })
})

describe('after an erasure', () => {
  it('no item, stream record, queued message, log line or byte of the database has the address, name or network', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'erased-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const options: LocalStackOptions = { dataDir }
    const own = await startStack(options)
    const ann = await subscriberAt(own)
    const personal = [ann.email, name, '203.0.']
    const intake = { type: 'access', channel: 'phone', email: ann.email, name, note: `${name} rang` }
    const filed = await (await officeAt(own, 'privacy-officer')).post('/privacy/requests', intake)
    expect(filed.status).toBe(201)
    expect(await everythingIn(own)).toContain(ann.email)
    await erase(own, ann)
    await own.idle()
    const everything = await everythingIn(own)
    for (const text of personal) expect(everything).not.toContain(text)
    const ids = (await ann.record()).events
    expect(ids.at(-1)).toMatchObject({ type: 'erased' })
    await own.stop()
    const database = liveBytes(join(dataDir, 'state'))
    expect(database).toContain(String(ids.at(-1)?.eventId))
    for (const text of personal) expect(database, text).not.toContain(text)
  })
})

describe('after an erasure following an address change', () => {
  it('no trace of either address, their name or network is left', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'moved-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const settingsFile = settingsWith({ confirmation: { cooldownMinutes: 0, mailsPerDay: 20 } })
    const own = await startStack({ dataDir, settingsFile })
    const ann = await subscriberAt(own)
    const next = personAt(own)
    await ann.requestMyDataLink()
    await own.idle()
    expect((await ann.requestAddressChange(next.email)).status).toBe(200)
    expect((await next.confirm()).status).toBe(200)
    await own.idle()
    expect(await everythingIn(own)).not.toContain(ann.email)
    expect(await everythingIn(own)).toContain(next.email)
    await erase(own, next)
    await own.idle()
    await own.stop()
    const database = liveBytes(join(dataDir, 'state'))
    for (const text of [ann.email, next.email, name, '203.0.']) expect(database, text).not.toContain(text)
  })
})

/**
 * Returns what the engine still holds, streams included, without bytes that its file system has not overwritten yet.
 */
function liveBytes(state: string): string {
  const file = readdirSync(state).find((name) => name.endsWith('.sqlite')) ?? ''
  const copy = join(state, 'live.sqlite')
  const db = new DatabaseSync(join(state, file))
  db.exec(`VACUUM INTO '${copy}'`)
  db.close()
  return readFileSync(copy, 'latin1')
}
