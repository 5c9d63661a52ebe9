import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { browserForThisFile, expectQuiet, type Visit } from '../support/browser.ts'
import { settingsWith } from '../support/settings-file.ts'
import { type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

const browser = browserForThisFile()
let stack: LocalStack
/** Waits between the mails to one person. */
let patient: LocalStack
beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0 } }) })
  patient = await startStack()
})
afterAll(() => Promise.all([stack.stop(), patient.stop()]))

const webmail = 'http://webmail.test'
const done = en.confirm.done.title
const ask = en.confirm.ask.title

describe('the confirmation link, pressed in a webmail', () => {
  it.each([
    { from: 'the hosted form', script: true, at: () => `${stack.urls.api}/forms/newsletter?locale=en` },
    { from: 'the website’s plain form', script: false, at: () => stack.urls.site },
    { from: 'the script on a website of the same domain', script: true, at: () => `${stack.urls.site}/join` },
  ])('confirms with one press in the browser that filled in $from', async ({ script, at }) => {
    const ann = personAt(stack)
    const visit = await browser.visit({ javaScript: script })
    await fillIn(visit.page, at(), ann.email)
    const [mark] = await visit.context.cookies()
    expect(mark).toMatchObject({ name: '__Host-sign-up', httpOnly: true, secure: true, sameSite: 'Lax' })
    const scripted = script ? visit : await sameCookies(visit)
    const page = await fromWebmail(scripted, await ann.link('confirm'))
    await page.getByRole('heading', { name: done }).waitFor()
    expect(await ann.record()).toMatchObject({ status: 'subscribed' })
    // The cookie has been used up.
    expect(await scripted.context.cookies()).toEqual([])
    await expectQuiet(visit, [stack.urls.api, stack.urls.site, webmail])
  })

  it('needs another press in a different browser, however long it stays open', async () => {
    const ann = personAt(stack)
    await fillIn((await browser.visit()).page, stack.urls.site, ann.email, false)
    const visit = await browser.visit()
    const page = await fromWebmail(visit, await ann.link('confirm'))
    await page.waitForLoadState('networkidle')
    expect(await heading(page)).toBe(ask)
    expect((await ann.record()).status).toBe('pending')
    await page.getByRole('button', { name: 'Yes, confirm' }).click()
    await page.getByRole('heading', { name: done }).waitFor()
    await expectQuiet(visit, [stack.urls.api, webmail])
  })

  it('needs another press without script, even in the same browser', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit({ javaScript: false })
    await fillIn(visit.page, `${stack.urls.api}/forms/newsletter?locale=en`, ann.email)
    // In the same tab: a new one could run a script before the browser is told that it must not.
    const page = await fromWebmail(visit, await ann.link('confirm'), { newTab: false })
    expect(await heading(page)).toBe(ask)
    await page.getByRole('button', { name: 'Yes, confirm' }).click()
    await page.getByRole('heading', { name: done }).waitFor()
  })

  it('waits while its window is in the background', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    await fillIn(visit.page, `${stack.urls.api}/forms/newsletter?locale=en`, ann.email)
    await visit.context.addInitScript(
      "Object.defineProperty(document, 'visibilityState', { get: () => window.seen ?? 'hidden' })",
    )
    await visit.page.goto(await ann.link('confirm'))
    await visit.page.waitForLoadState('networkidle')
    expect((await ann.record()).status).toBe('pending')
    await visit.page.evaluate(
      "window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange'))",
    )
    await visit.page.getByRole('heading', { name: done }).waitFor()
  })
})

describe('the cookie of a sign-up', () => {
  it('does not confirm a later sign-up, by the same person or a stranger', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    await fillIn(visit.page, `${stack.urls.api}/forms/newsletter?locale=en`, ann.email)
    await ann.signUp({ topics: ['events'] })
    await visit.page.goto(await ann.link('confirm'))
    await visit.page.waitForLoadState('networkidle')
    expect(await heading(visit.page)).toBe(ask)
    expect((await ann.record()).status).toBe('pending')
  })

  it('confirms a form that was sent twice, since the second changed nothing', async () => {
    const ann = personAt(patient)
    const visit = await browser.visit()
    const form = `${patient.urls.api}/forms/newsletter?locale=en`
    for (let i = 0; i < 2; i++) await fillIn(visit.page, form, ann.email)
    expect(await ann.mails()).toHaveLength(1)
    await visit.page.goto(await ann.link('confirm'))
    await visit.page.getByRole('heading', { name: done }).waitFor()
  })

  it('does not confirm an earlier pending sign-up that includes more than this form', async () => {
    const ann = personAt(stack)
    await ann.signUp({ form: 'events' })
    const visit = await browser.visit()
    await fillIn(visit.page, `${stack.urls.api}/forms/newsletter?locale=en`, ann.email)
    await visit.page.goto(await ann.link('confirm'))
    await visit.page.waitForLoadState('networkidle')
    expect(await visit.page.getByRole('listitem').count()).toBe(2)
    expect((await ann.record()).status).toBe('pending')
  })

  it('is not set by a form on a website that the settings do not name', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    await plantedBy('http://evil.test', visit, ann, 'Hear about our work')
    expect(await visit.page.content()).toContain('sent from a website that is not listed')
    expect(await visit.context.cookies()).toEqual([])
    expect(await ann.record()).toMatchObject({ status: 'unknown', events: [] })
  })

  it('has the same length for every address', async () => {
    const known = personAt(stack)
    await known.signUp()
    await known.confirm()
    const marks = await Promise.all(
      [{}, { website: 'robot' }].flatMap((fields) =>
        [known, personAt(stack)].map(async (person) => {
          const init = { 'content-type': 'application/json', origin: stack.urls.api }
          const body = JSON.stringify({ form: 'newsletter', email: person.email, consent: true, ...fields })
          const reply = await person.request('/signups', { method: 'POST', headers: init, body })
          return reply.headers.get('set-cookie')?.replace(/=\d{10}\.[\w-]{22}\.[\w-]{43};/, '=…;')
        }),
      ),
    )
    expect(new Set(marks)).toEqual(
      new Set(['__Host-sign-up=…; Path=/; Max-Age=259200; Secure; HttpOnly; SameSite=Lax']),
    )
  })
})

async function fillIn(page: Page, at: string, email: string, leaves = true): Promise<void> {
  await page.goto(at)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Stories from our work').check()
  await page.getByLabel(/^Yes, please/).check()
  await page.getByRole('button', { name: 'Sign up' }).click()
  if (leaves) await page.getByRole('heading', { name: 'Nearly there' }).waitFor()
  else await page.getByText('check your email').waitFor()
}

/** Presses a link in a mail: from another site, by default in a window of its own. */
async function fromWebmail(
  { context, page }: Pick<Visit, 'context' | 'page'>,
  link: string,
  { newTab }: { newTab: boolean } = { newTab: true },
): Promise<Page> {
  const target = newTab ? '_blank' : '_self'
  const body = `<!doctype html><title>Webmail</title><a href="${link}" target="${target}" rel="noopener">Confirm</a>`
  await page.route(`${webmail}/`, (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(`${webmail}/`)
  if (!newTab) {
    await page.getByRole('link').click()
    await page.waitForURL(link)
    return page
  }
  const [opened] = await Promise.all([context.waitForEvent('page'), page.getByRole('link').click()])
  await opened.waitForLoadState()
  return opened
}

/** A page of another website that signs its visitor up without asking. */
async function plantedBy(
  origin: string,
  { page }: Visit,
  { email }: Person,
  then = 'Nearly there',
): Promise<void> {
  const field = (name: string, value: string) => `<input type="hidden" name="${name}" value="${value}">`
  const fields = [field('form', 'newsletter'), field('email', email), field('consent', 'on')].join('')
  const body = `<!doctype html><title>Win</title><form method="post" action="${stack.urls.api}/signups">${fields}<button>Win</button></form>`
  await page.route(`${origin}/`, (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(`${origin}/`)
  await page.getByRole('button').click()
  await page.getByRole('heading', { name: then }).waitFor()
}

/** The same browser with scripts allowed again. */
async function sameCookies({ context }: Visit): Promise<Visit> {
  const other = await browser.visit()
  await other.context.addCookies(await context.cookies())
  return other
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
