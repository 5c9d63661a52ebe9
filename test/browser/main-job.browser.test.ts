import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import {
  browserForThisFile,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  type Visit,
} from '../support/browser.ts'
import { actsIn, newEmail, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

const browser = browserForThisFile()
let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

describe('the main job in a browser', () => {
  it('leads from the website, with script, through the inbox to a confirmed sign-up and out again', async () => {
    const email = newEmail()
    const visit = await browser.visit()
    const { page } = visit
    await page.goto(stack.urls.site)
    await fillIn(page, { email, name: 'Ann', topics: ['Stories from our work'] })
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByText('check your email').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('thanks')
    expect(page.url()).toBe(`${stack.urls.site}/`)
    await expectWell(visit)

    const inbox = await browser.visit({ width: 1280 })
    await stack.idle()
    await inbox.page.goto(stack.urls.inbox)
    await inbox.page.getByRole('link', { name: email }).click()
    await expectAccessible(inbox.page)
    const confirmation = await openedBy(inbox, () => inMail(inbox.page, 'Confirm my sign-up'))
    expect(await heading(confirmation)).toBe('Confirm your sign-up')
    expect(await confirmation.getByRole('listitem').allTextContents()).toEqual(['Stories from our work'])
    await press(confirmation, 'Yes, confirm')
    expect(await heading(confirmation)).toBe(en.confirm.done.title)
    expect(await personAt(stack, email).record()).toMatchObject({ status: 'subscribed', topics: ['stories'] })

    // The inbox shows the welcome mail as it arrives.
    await inbox.page.getByRole('link', { name: 'Welcome to' }).click()
    const unsubscribed = await openedBy(inbox, () => inMail(inbox.page, 'Unsubscribe'))
    await press(unsubscribed, 'Unsubscribe')
    expect(await heading(unsubscribed)).toBe(en.unsubscribe.done.title)
    expect((await personAt(stack, email).record()).status).toBe('unsubscribed')
    await expectWell({ ...inbox, page: unsubscribed })
  })

  it('starts at the website without script', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit({ javaScript: false })
    const { page } = visit
    await page.goto(stack.urls.site)
    await fillIn(page, { email: ann.email, topics: ['Emergency appeals'] })
    await press(page, 'Sign up')
    expect(page.url()).toBe(`${stack.urls.api}/forms/newsletter/thanks?locale=en`)
    expect(await heading(page)).toBe('Nearly there: check your email')
    expect(await page.getByRole('link', { name: /^Back to/ }).getAttribute('href')).toBe(stack.urls.site)

    await page.goto(await ann.link('confirm'))
    await press(page, 'Yes, confirm')
    await page.goto(await ann.link('unsubscribe'))
    await press(page, 'Unsubscribe')
    expect(await heading(page)).toBe(en.unsubscribe.done.title)
    expect(actsIn(await ann.record())).toHaveLength(3)
    await expectQuiet(visit, ours())
  })

  it('starts at the hosted form by keyboard alone, in reading order, with the focus always visible', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    const { page } = visit
    await page.goto(`${stack.urls.api}/forms/newsletter?locale=en`)
    const stops: string[] = []
    for (let stop = ''; stop !== 'Privacy policy'; stops.push(stop)) {
      await page.keyboard.press('Tab')
      stop = await page.evaluate<string>('document.activeElement.id || document.activeElement.innerText')
      await expectFocusInSight(page)
      if (stop === 'email') await page.keyboard.type(ann.email)
      if (stop === 'name') await page.keyboard.type('Ann')
      if (['topic-events', 'consent'].includes(stop)) await page.keyboard.press('Space')
    }
    const fields = ['email', 'name', 'topic-stories', 'topic-emergencies', 'topic-events', 'consent']
    const links = ['International Medical Corps UK', 'Français', 'العربية']
    expect(stops).toEqual([...links, ...fields, 'Sign up', 'Privacy policy'])

    await page.keyboard.press('Shift+Tab')
    await arriving(page, () => page.keyboard.press('Enter'))
    expect(await heading(page)).toBe('Nearly there: check your email')
    await clearCookies(visit)
    await page.goto(await ann.link('confirm'))
    await tabTo(page, 'Yes, confirm')
    await arriving(page, () => page.keyboard.press('Space'))
    expect(await heading(page)).toBe(en.confirm.done.title)
    await page.goto(await ann.link('unsubscribe'))
    await tabTo(page, 'Unsubscribe')
    await arriving(page, () => page.keyboard.press('Enter'))
    expect(await heading(page)).toBe(en.unsubscribe.done.title)
    expect(await ann.record()).toMatchObject({ status: 'unsubscribed', name: 'Ann' })
    await expectQuiet(visit, ours())
  })

  it('starts at the hosted form in a frame on a website that the form lists, and on no other', async () => {
    const ann = personAt(stack)
    const welcome = await embedded(stack.urls.site)
    const frame = welcome.page.frameLocator('iframe')
    await fillIn(frame, { email: ann.email, topics: ['Stories from our work'] })
    await frame.getByRole('button', { name: 'Sign up' }).click()
    await frame.getByRole('heading', { name: 'Nearly there: check your email' }).waitFor()
    expect(await ann.mails()).toHaveLength(1)
    await expectQuiet(welcome, ours())

    const unwelcome = await embedded('http://127.0.0.1:1')
    expect(await unwelcome.page.frameLocator('iframe').getByRole('button').count()).toBe(0)
    expect(unwelcome.complaints.join()).toContain('frame-ancestors')
  })

  it('speaks the language chosen on the form to the end', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit({ language: 'fr-FR' })
    const { page } = visit
    await page.goto(`${stack.urls.api}/forms/newsletter?locale=en`)
    await arriving(page, () => page.getByRole('link', { name: 'العربية' }).click())
    await page.locator('#email').fill(ann.email)
    await page.locator('#topic-stories').check()
    await page.locator('#consent').check()
    await press(page, 'اشترك')
    await expectWell(visit)
    await clearCookies(visit)
    await page.goto(await ann.link('confirm'))
    await press(page, 'نعم، أؤكد')
    expect(await heading(page)).toContain('شكرًا')
    await page.goto(await ann.link('unsubscribe'))
    await press(page, 'إلغاء الاشتراك')
    await expectWell(visit)
    expect(await page.evaluate('document.dir')).toBe('rtl')
    expect((await ann.mails()).map(({ headers }) => headers['Content-Language'])).toEqual(['ar', 'ar'])
  })
})

describe('when something goes wrong,', () => {
  it.each([
    { how: 'with script', javaScript: true },
    { how: 'without script', javaScript: false },
  ])(
    'the hosted form $how keeps what was typed, says what to correct, and then works',
    async ({ javaScript }) => {
      const ann = personAt(stack)
      const visit = await browser.visit({ javaScript })
      const { page } = visit
      await page.goto(`${stack.urls.api}/forms/newsletter?locale=en`)
      await fillIn(page, { email: 'ann@nowhere', name: 'Ann', topics: [], consent: false })
      await press(page, 'Sign up')
      // axe is itself a script.
      if (javaScript) await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      const [email, name] = [page.locator('#email'), page.locator('#name')]
      expect([await email.inputValue(), await name.inputValue()]).toEqual(['ann@nowhere', 'Ann'])
      expect(await email.getAttribute('aria-invalid')).toBe('true')
      expect(await name.getAttribute('aria-invalid')).toBeNull()
      const described = (await email.getAttribute('aria-describedby')) ?? ''
      expect(await page.locator(`#${described}`).textContent()).toContain('name@example.org')
      const errors = page.getByRole('alert').getByRole('link')
      const errorText = (await errors.allTextContents()).join()
      for (const words of ['Enter an email address', 'Tick the box']) expect(errorText).toContain(words)
      await errors.first().click()
      expect(await page.locator(':focus').getAttribute('id')).toBe('email')

      await fillIn(page, { email: ann.email, topics: ['Stories from our work'] })
      await press(page, 'Sign up')
      expect(await heading(page)).toBe('Nearly there: check your email')
      expect(await ann.mails()).toHaveLength(1)
      await expectQuiet(visit, ours())
    },
  )

  it('the website’s form with script shows the error at the field and gives it the focus', async () => {
    const visit = await browser.visit()
    const { page } = visit
    await page.goto(stack.urls.site)
    await fillIn(page, { email: 'ann@', name: 'Ann', topics: ['Stories from our work'] })
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.locator('#email[aria-invalid=true]:focus').waitFor()
    expect(await page.locator('#email-error').textContent()).toContain('name@example.org')
    expect(await page.locator('#name').inputValue()).toBe('Ann')
    await expectWell(visit)
  })

  it('a confirmation pressed twice, from two windows, is no error', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const link = await ann.link('confirm')
    const { context, page } = await browser.visit()
    const other = await context.newPage()
    for (const window of [page, other]) await window.goto(link)
    await press(page, 'Yes, confirm')
    await press(other, 'Yes, confirm')
    expect(await heading(other)).toBe(en.confirm.already.title)
    await page.goto(link)
    expect(await heading(page)).toBe(en.confirm.already.title)
  })

  it('a form sent again while a confirmation page is open shows the new choice before it is agreed to', async () => {
    const ann = personAt(stack)
    await ann.signUp({ topics: ['stories'] })
    const visit = await browser.visit()
    const { page } = visit
    await page.goto(await ann.link('confirm'))
    await ann.signUp({ topics: ['events'] })
    await stack.idle()
    await press(page, 'Yes, confirm')
    expect(await page.getByRole('alert').textContent()).toContain(en.confirm.changed)
    expect(await page.getByRole('listitem').allTextContents()).toEqual(['Events and fundraising'])
    await expectWell(visit)
    await press(page, 'Yes, confirm')
    expect(await heading(page)).toBe(en.confirm.done.title)
  })

  it.each(['confirm', 'unsubscribe'] as const)('a damaged link to %s says so', async (kind) => {
    const ann = personAt(stack)
    await ann.signUp()
    const visit = await browser.visit()
    const answer = await visit.page.goto((await ann.link(kind)).slice(0, -3))
    expect([answer?.status(), await heading(visit.page)]).toEqual([404, 'This link is not complete'])
    await expectWell(visit)
  })

  it('a link of a person who has since unsubscribed offers to sign up again', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const link = await ann.link('confirm')
    await ann.request(await ann.link('unsubscribe'), { method: 'POST' })
    const visit = await browser.visit()
    const { page } = visit
    expect((await page.goto(link))?.status()).toBe(410)
    await expectWell(visit)
    await arriving(page, () => page.getByRole('link', { name: 'Sign up again' }).click())
    expect(await heading(page)).toBe('Hear about our work')
  })

  it('an unknown path gets a friendly page', async () => {
    const visit = await browser.visit()
    for (const path of ['/', '/forms/no-such-form', '/confirm']) {
      expect((await visit.page.goto(stack.urls.api + path))?.status()).toBe(404)
      expect(await heading(visit.page)).toBe('Page not found')
    }
    await expectWell(visit)
  })
})

interface Answers {
  readonly email: string
  readonly name?: string
  readonly topics: readonly string[]
  readonly consent?: boolean
}

/** Fills in by visible labels, which are the same on the website and on our own page. */
async function fillIn(on: Pick<Page, 'getByLabel'>, answers: Answers): Promise<void> {
  await on.getByLabel('Email address').fill(answers.email)
  if (answers.name !== undefined) await on.getByLabel(/name \(optional\)/i).fill(answers.name)
  for (const topic of answers.topics) await on.getByLabel(topic).check()
  await on.getByLabel(/^Yes, please/).setChecked(answers.consent ?? true)
}

/** Simulates another browser, without the sign-up's cookie. */
const clearCookies = ({ context }: Visit) => context.clearCookies()

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

const press = (page: Page, name: string) =>
  arriving(page, () => page.getByRole('button', { name, exact: true }).click())

/** Runs an action that loads another page, or the same one again. */
async function arriving(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()])
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = ''; stop !== name; ) {
    await page.keyboard.press('Tab')
    stop = await page.evaluate<string>('document.activeElement.innerText')
    if (stop === 'Privacy policy') throw new Error(`no way to "${name}" by the Tab key`)
  }
  await expectFocusInSight(page)
}

/** Checks for an outline inside the window (WCAG 2.4.7 and 2.4.11). */
async function expectFocusInSight(page: Page): Promise<void> {
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  const box = await page.locator(':focus').boundingBox()
  const height = page.viewportSize()?.height ?? 0
  expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true)
}

const inMail = (inbox: Page, name: string) =>
  inbox.frameLocator('iframe').getByRole('link', { name, exact: true }).click()

async function openedBy({ context }: Visit, act: () => Promise<void>): Promise<Page> {
  const [page] = await Promise.all([context.waitForEvent('page'), act()])
  await page.waitForLoadState()
  return page
}

/** Opens the hosted form in a frame on another website's page. */
async function embedded(origin: string): Promise<Visit> {
  const visit = await browser.visit()
  // Chromium treats a page that a test routes as one from the internet, which may not request local addresses.
  await visit.context.grantPermissions(['local-network-access'])
  const body = `<!doctype html><title>Join us</title><iframe title="Sign up" allow="local-network-access" width="340" height="700" src="${stack.urls.api}/forms/newsletter?locale=en"></iframe>`
  await visit.page.route(`${origin}/join-us`, (route) => route.fulfill({ contentType: 'text/html', body }))
  await visit.page.goto(`${origin}/join-us`)
  return visit
}

async function expectWell(visit: Visit): Promise<void> {
  await expectAccessible(visit.page)
  await expectNoSidewaysScroll(visit.page)
  await expectQuiet(visit, ours())
}

const ours = () => [stack.urls.api, stack.urls.site, stack.urls.inbox]
