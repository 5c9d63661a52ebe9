import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { settings } from '../support/builders.ts'
import { kantaraSchema } from '../support/kantara.ts'
import { sealUpToNow } from '../support/seals.ts'
import { actsIn, browserAccept, type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({ transform: sealUpToNow })
})
afterAll(() => stack.stop())

async function subscriber(fields: Record<string, unknown> = {}): Promise<Person> {
  const person = personAt(stack)
  await person.signUp(fields)
  await person.confirm()
  return person
}

async function seal(): Promise<string> {
  await stack.idle()
  stack.fire('Seal')
  await stack.idle()
  const mail = stack.mailbox.messages.find(({ to }) => to === settings.organisation.privacyMailbox)
  return mail?.raw ?? ''
}

/** Deletes the supporter's profile with its evidence, as an erasure does, and keeps the ledger. */
async function erase(supporterId: string): Promise<void> {
  const table = stack.deployment
    .ofType('AWS::DynamoDB::GlobalTable')
    .find(({ logicalId }) => logicalId.includes('Supporters'))
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  await client.send(
    new DeleteItemCommand({
      TableName: table?.physicalId,
      Key: { supporterId: { S: supporterId }, item: { S: 'profile' } },
    }),
  )
  client.destroy()
}

const page = async (person: Person, query = '') => {
  const reply = await person.request((await person.link('receipt')) + query, {
    headers: { accept: browserAccept },
  })
  return { reply, html: await reply.text() }
}

const fileOf = async (person: Person) =>
  (await person.request(await person.link('receipt'), { headers: { accept: 'application/json' } })).text()

/** Runs the command in a directory with only these files. */
function verify(files: Record<string, string>, ...args: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'verify-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const command = [resolve('infra/commands/verify.ts'), ...args]
  return spawnSync(process.execPath, command, { cwd: directory, encoding: 'utf8', env: {} })
}

describe('the receipt that a welcome mail links to', () => {
  it('is a page that says what was agreed to, when, with whom and how to unsubscribe', async () => {
    const ann = await subscriber({ topics: ['stories'], page: `${stack.urls.site}/mali` })
    const { reply, html } = await page(ann)
    expect(reply.status).toBe(200)
    for (const text of [
      en.receipt.consent.title,
      'Yes, please send me emails about International Medical Corps UK’s work',
      'We keep your address, name and choices',
      'Stories from our work',
      'You confirmed',
      new URL(stack.urls.site).host,
      'International Medical Corps (UK)',
      'privacy@imc-uk.example',
      'Not sealed yet',
      '?format=json',
    ])
      expect(html).toContain(text)
    const { events } = await ann.record()
    expect(html).toContain(events.at(-1)?.hash)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  })

  it('shows no token, address or evidence, since it is made to be printed and shown', async () => {
    const ann = await subscriber({ name: 'Rosalind' })
    const { html } = await page(ann)
    const token = (await ann.link('receipt')).split('/').at(-1) ?? ''
    for (const secret of [token, ann.email, 'Rosalind', '203.0.']) expect(html).not.toContain(secret)
  })

  it.each(['?format=json', '?format=jsonld'])('shows none in the file either: %s', async (query) => {
    const ann = await subscriber({ name: 'Rosalind', page: `${stack.urls.site}/mali` })
    const { reply, html: file } = await page(ann, query)
    expect(reply.status).toBe(200)
    for (const secret of [ann.email, 'Rosalind', '203.0.', '127.0.0.1"', 'userAgent', 'salt', '/mali'])
      expect(file).not.toContain(secret)
  })

  it('speaks the supporter’s language or a requested one, and quotes the wording as it was shown', async () => {
    const amina = await subscriber({ locale: 'ar' })
    const { html } = await page(amina)
    expect(html).toMatch(/<html lang="ar" dir="rtl">/)
    expect(html).toContain('إيصال موافقتك')
    const french = (await page(amina, '?locale=fr')).html
    expect(french).toContain('Reçu de votre consentement')
    expect(french).toMatch(/<blockquote[^>]* lang="ar"[^>]*>نعم، أرغب/)
  })

  it('says when consent ended, and stays available', async () => {
    const ann = await subscriber()
    await ann.request(await ann.link('unsubscribe'), { method: 'POST' })
    expect((await page(ann)).html).toContain(en.receipt.events.withdrawn)
  })

  it('changes nothing, however often it is opened', async () => {
    const ann = await subscriber()
    for (const method of ['HEAD', 'GET']) {
      for (const query of ['', '?format=json', '?format=jsonld']) {
        const reply = await ann.request((await ann.link('receipt')) + query, { method })
        expect(reply.status).toBe(200)
        if (method === 'HEAD') expect(await reply.text()).toBe('')
      }
    }
    expect(actsIn(await ann.record())).toHaveLength(2)
  })

  it('is a friendly page once the person is erased, and a saved receipt still verifies', async () => {
    const ann = await subscriber()
    const link = await ann.link('receipt')
    const kept = await fileOf(ann)
    await erase((await ann.record()).supporterId)
    const reply = await ann.request(link, { headers: { accept: browserAccept } })
    expect([reply.status, await reply.text()]).toEqual([
      404,
      expect.stringContaining('There is no receipt here'),
    ])
    expect((await ann.request(`${link}?format=json`)).status).toBe(404)
    const { status, stdout } = verify({ 'kept.json': kept }, 'kept.json')
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('confirmed: intact, evidence erased or withheld'),
    ])
  })

  it('is a friendly page if the link was tampered with', async () => {
    const ann = await subscriber()
    const link = await ann.link('receipt')
    const tampered = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    const reply = await ann.request(tampered, { headers: { accept: browserAccept } })
    expect([reply.status, await reply.text()]).toEqual([
      404,
      expect.stringContaining('This link is not complete'),
    ])
    const problem = await ann.request(`${tampered}?format=json`)
    expect(problem.headers.get('content-type')).toBe('application/problem+json')
    const other = await ann.request(link.replace('/receipt/', '/unsubscribe/'))
    expect(other.status).toBe(404)
  })
})

describe('the receipt file', () => {
  it('is a download whose consent receipt validates', async () => {
    const ann = await subscriber()
    const reply = await ann.request(`${await ann.link('receipt')}?format=json`)
    expect(reply.headers.get('content-disposition')).toMatch(
      /^attachment; filename="consent-receipt-[\d-]+\.json"$/,
    )
    const { consentReceipt, record } = (await reply.json()) as Record<string, object>
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(kantaraSchema)
    validate(consentReceipt)
    expect(validate.errors).toBeNull()
    const alone = await ann.request(await ann.link('receipt'), { headers: { accept: 'application/ld+json' } })
    expect(alone.headers.get('content-type')).toBe('application/ld+json')
    expect(await alone.json()).toEqual(record)
  })

  it('verifies on a machine that has only the receipt and the seal mail', async () => {
    const ann = await subscriber({ name: 'Ann' })
    const mail = await seal()
    const file = await fileOf(ann)
    const { status, stdout, stderr } = verify(
      { 'receipt.json': file, 'seal.eml': mail },
      'receipt.json',
      '--seal',
      'seal.eml',
    )
    expect([status, stderr, stdout]).toEqual([0, '', expect.stringMatching(/^Intact: /)])
    expect(stdout).toMatch(/1 {2}\S+ {2}sign-up-requested: intact, evidence erased or withheld, in seal \d+/)
    expect(stdout).toMatch(/\d {2}\S+ {2}confirmed: intact, evidence erased or withheld, in seal \d+/)
    expect(stdout).toContain('identical to its mail')
    expect((await page(ann)).html).toMatch(/Included in seal \d+ of/)
  })

  it('verifies before it is sealed, and says that it is not', async () => {
    const { status, stdout } = verify({ 'receipt.json': await fileOf(await subscriber()) }, 'receipt.json')
    expect([status, stdout]).toEqual([0, expect.stringContaining('not sealed yet')])
  })

  it('that was tampered with makes the command fail, and say where', async () => {
    const file = (await fileOf(await subscriber()))
      .replace('"stories"', '"storiez"')
      .replace('"type":"confirmed"', '"type":"withdrawn"')
    const { status, stdout } = verify({ 'receipt.json': file }, 'receipt.json')
    expect([status, stdout]).toEqual([1, expect.stringMatching(/event \d was changed/)])
  })

  it.each([
    ['no file', []],
    ['a file that does not exist', ['nowhere.json']],
  ])('is required: the command explains itself when given %s', (_, args) => {
    const { status, stderr, stdout } = verify({}, ...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
