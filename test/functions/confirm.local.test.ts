import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { SupporterId } from '../../shared/domain/supporter-id.ts'
import type { LinkToken } from '../../shared/links/token.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { settingsWith } from '../support/settings-file.ts'
import { linkKeysOf, signedLink } from '../support/signed-link.ts'
import { actsIn, browserAccept, type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
let secrets: SecretsManagerClient
let SecretId: string

beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0, mailsPerDay: 20 } }),
  })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  secrets = new SecretsManagerClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  SecretId = linkKeysOf(stack)
})
afterAll(async () => {
  secrets.destroy()
  await stack.stop()
})

const secretString = async () =>
  (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? ''

async function linkOf(
  ann: Person,
  token: Omit<LinkToken & { purpose: 'confirm' }, 'supporterId' | 'purpose'>,
) {
  const { supporterId } = await ann.record()
  return signedLink(stack, { purpose: 'confirm', supporterId: supporterId as SupporterId, ...token })
}

describe('an expired confirmation link', () => {
  it('says so, confirms nothing, and offers a new one that works', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    const expired = await linkOf(ann, { cycle: 1, expiresAt: Date.now() - 1000 })
    for (const method of ['GET', 'POST']) {
      const page = await ann.request(expired, { method, headers: { accept: browserAccept } })
      expect([page.status, await page.text()]).toEqual([410, expect.stringContaining('Send me a new link')])
      const json = await ann.request(expired, { method, headers: { accept: 'application/json' } })
      expect([json.status, json.headers.get('content-type')]).toEqual([410, 'application/problem+json'])
    }
    expect(actsIn(await ann.record())).toHaveLength(1)

    const body = new URLSearchParams({ action: 'resend' })
    const resent = await ann.request(expired, { method: 'POST', body, headers: { accept: browserAccept } })
    expect(await resent.text()).toContain(en.confirm.resent.text)
    expect(await ann.mails()).toHaveLength(2)
    expect((await ann.confirm()).status).toBe(200)
    expect((await ann.record()).status).toBe('subscribed')
  })

  it('of a deleted sign-up says to sign up again', async () => {
    const stranger = personAt(stack)
    const gone = await linkOf(stranger, { cycle: 1, expiresAt: Date.now() + 60_000 })
    const page = await stranger.request(gone, { headers: { accept: browserAccept } })
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining('Sign up again')])
  })
})

describe('a confirmation page', () => {
  it('whose sign-up has changed is shown again before anything is agreed to', async () => {
    const ann = personAt(stack)
    await ann.signUp({ topics: ['stories'] })
    const link = await ann.link('confirm')
    await ann.signUp({ topics: ['events'] })
    await stack.idle()
    const press = (request: string) =>
      ann.request(link, {
        method: 'POST',
        body: new URLSearchParams({ request }),
        headers: { accept: browserAccept },
      })
    const again = await press('1')
    const page = await again.text()
    expect(page).toContain(en.confirm.changed)
    expect(page).toContain('Events and fundraising')
    expect((await ann.record()).status).toBe('pending')
    const [, latest] = actsIn(await ann.record())
    expect(await (await press(String(latest?.sequence))).text()).toContain(en.confirm.done.title)
    expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['events'] })
  })
})

describe('after a key rotation', () => {
  it('old links still work, and so do new ones', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const old = await ann.link('unsubscribe')
    const keys = {
      ...JSON.parse(await secretString()),
      b: 'another key, as long as such a key has to be',
      current: 'b',
    }
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(keys) }))
    for (const part of ['SendMail', 'Confirm', 'Unsubscribe']) stack.kill(part)
    const ben = personAt(stack)
    await ben.signUp()
    expect(await ben.link('confirm')).toContain('/confirm/cb.')
    expect((await ben.confirm()).status).toBe(200)
    expect((await ann.request(old, { method: 'POST' })).status).toBe(200)
    expect((await ann.record()).status).toBe('unsubscribed')
  })
})
