import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startInbox } from '../../../../../infra/local/demo/inbox/server.ts'
import type { LocalServer } from '../../../../../infra/local/emulator/endpoint/http-server.ts'
import { deployment, type Stack, start } from '../../emulator/endpoint/support.ts'
import { rawMail, send } from '../../emulator/ses/mail.ts'

let stack: Stack
let inbox: LocalServer

beforeAll(async () => {
  stack = await start(deployment())
  inbox = await startInbox({ mailbox: stack.mailbox, port: 0 })
})

beforeEach(() => stack.mailbox.clear())

afterAll(async () => {
  await inbox.stop()
  await stack.stop()
})

// biome-ignore lint/suspicious/noExplicitAny: responses have any shape
const get = async (path: string): Promise<any> => (await fetch(inbox.url + path)).json()

test('messages are listed newest first and complete, and can be fetched one by one', async () => {
  await send(stack, 'local', rawMail({ subject: 'First' }))
  await send(stack, 'local', rawMail({ subject: '=?UTF-8?Q?Caf=C3=A9?=', headers: ['X-A: 1', 'X-A: 2'] }))
  const messages = await get('/api/messages')
  expect(messages.map(({ subject }: { subject: string }) => subject)).toEqual(['Café', 'First'])
  expect(messages[0].headers['X-A']).toEqual(['1', '2'])
  expect(messages[0].raw).toContain('\r\n\r\nGood day')
  expect(await get(`/api/messages/${messages[1].id}`)).toEqual(messages[1])
})

test('the inbox can be emptied', async () => {
  await send(stack, 'local', rawMail())
  const { status } = await fetch(`${inbox.url}/api/messages`, { method: 'DELETE' })
  expect(status).toBe(204)
  expect(await get('/api/messages')).toEqual([])
})

test('a hostile mail is shown without script', async () => {
  const html = '<html><head></head><body><script>alert(1)</script><a href="/">x</a></body></html>'
  const raw = rawMail().replace('text/plain', 'text/html').replace('Good day', html)
  await send(stack, 'local', raw)
  const response = await fetch(`${inbox.url}/messages/${stack.mailbox.messages[0]?.id}`)
  const policy = response.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox')
  expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/)
  expect(await response.text()).toContain('<head><base target="_blank">')
})

test('a mail of text alone is shown with links and without markup', async () => {
  await send(stack, 'local', rawMail().replace('Good day', '<b>Go</b> to https://charity.example/a?b&c.'))
  const shown = await (await fetch(`${inbox.url}/messages/${stack.mailbox.messages[0]?.id}`)).text()
  expect(shown).toContain('&lt;b&gt;Go&lt;/b&gt; to <a href="https://charity.example/a?b&amp;c">')
})

test('the page may run its own script and nothing else', async () => {
  const response = await fetch(inbox.url)
  const policy = response.headers.get('content-security-policy')
  expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/)
  expect(policy).not.toContain('unsafe')
})

test.each(['//', '/api/messages/%', '/messages/none', '/../package.json', '/nowhere'])(
  '%s is not found',
  async (path) => {
    const { port } = new URL(inbox.url)
    const status = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode)).end()
    })
    expect([400, 404]).toContain(status)
  },
)

test('a listener is notified of each change', async () => {
  const reader = (await fetch(`${inbox.url}/events`)).body?.getReader()
  const next = async () => new TextDecoder().decode((await reader?.read())?.value)
  expect(await next()).toContain('connected')
  await send(stack, 'local', rawMail())
  expect(await next()).toContain('changed')
  await reader?.cancel()
})
