import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { directionOf, messagesIn } from '../../shared/messages/index.ts'
import { locales } from '../../shared/settings/locale.ts'
import {
  browserForThisFile,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  type Look,
  type Visit,
} from '../support/browser.ts'
import { settings, softOptIn } from '../support/builders.ts'
import { settingsWith } from '../support/settings-file.ts'
import { personAt, startStack } from '../support/stack.ts'

const browser = browserForThisFile()
let stack: LocalStack
beforeAll(async () => {
  const donation = { ...settings.forms.newsletter, softOptIn }
  stack = await startStack({ settingsFile: settingsWith({ forms: { ...settings.forms, donation } }) })
})
afterAll(() => stack.stop())

describe('<supporter-signup> on a website of another origin', () => {
  it('signs up in place under a strict policy, and records the page and the wording', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    const { page } = visit
    const answer = await page.goto(`${stack.urls.site}/join?utm_source=poster&token=secret`)
    expect(answer?.headers()['content-security-policy']).toMatch(/style-src 'self'; require-trusted-types/)
    await fillIn(page, { email: ann.email, name: 'Ann', topics: ['Emergency appeals'] })
    await expectWell(visit)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await focused(page)).toBe('Nearly there: check your email')
    await expectWell(visit)

    expect(await ann.mails()).toHaveLength(1)
    const { events, evidence } = await ann.record()
    const topics = ['emergencies']
    const shown = { form: 'newsletter', locale: 'en', wording: { id: 'email-updates', version: 1 } }
    const place = new URL(stack.urls.site).host
    expect(events[0]).toMatchObject({ type: 'sign-up-requested', consent: { topics, place, ...shown } })
    expect(evidence).toMatchObject([{ page: `${stack.urls.site}/join?utm_source=poster` }])
  })

  it('says what to correct both beside each field and in a summary, which takes the focus and links to the fields', async () => {
    const ann = personAt(stack)
    const visit = await browser.visit()
    const { page } = visit
    await page.goto(`${stack.urls.site}/join`)
    await fillIn(page, { email: 'ann@', name: 'Ann', topics: [], consent: false })
    await page.getByRole('button', { name: 'Sign up' }).press('Enter')
    const news = page.getByRole('alert')
    await news.waitFor()
    expect(await focused(page)).toContain(messagesIn('en').form.problem)
    await expectWell(visit)
    for (const [field, words] of Object.entries(leads)) {
      await news.getByRole('link', { name: words }).press('Enter')
      const control = page.locator('supporter-signup :focus')
      expect([await control.getAttribute('id'), await control.getAttribute('aria-invalid')]).toEqual([
        field,
        'true',
      ])
      expect(await page.getByText(words).count(), 'in the summary and beside the field').toBe(2)
    }
    const email = page.getByLabel('Email address')
    expect(await email.getAttribute('aria-describedby')).toBe('email-error')
    expect(await email.inputValue()).toBe('ann@')
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('false')

    await fillIn(page, { email: ann.email, topics: ['Stories from our work'] })
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await ann.record()).toMatchObject({ status: 'pending' })
    expect(await ann.mails()).toHaveLength(1)
  })

  const leads = {
    email: 'Enter an email address',
    'topic-stories': 'Choose at least one of',
    consent: 'Tick the box',
  }

  it.each(locales)(
    'speaks its page’s language, %s, and fits at 360 and 1280 px, light and dark',
    async (locale) => {
      const { form, thanks } = messagesIn(locale)
      const ann = personAt(stack)
      const visit = await on(`<html lang="${locale}-XX">`, embedded())
      const { page } = visit
      const submit = page.getByRole('button', { name: form.submit })
      await expectEveryLook(page, `form, ${locale}`)
      await submit.click()
      await page.getByRole('alert').waitFor()
      await expectEveryLook(page, `errors, ${locale}`)
      expect(await submit.evaluate((button) => button.closest('[lang]')?.getAttribute('lang'))).toBe(locale)
      expect(await styleOf(page.getByLabel(form.email), 'direction')).toBe('ltr')
      expect(await styleOf(submit, 'direction')).toBe(directionOf(locale))

      await page.getByLabel(form.email).fill(ann.email)
      for (const box of await page.getByRole('checkbox').all()) await box.check()
      await submit.click()
      await page.getByRole('heading', { name: thanks.title }).waitFor()
      await expectEveryLook(page, `thanks, ${locale}`)
      expect((await ann.mails()).map(({ headers }) => headers['Content-Language'])).toEqual([locale])
    },
  )

  it('speaks another language than its page if told to', async () => {
    const { page } = await on('<html lang="en">', embedded('newsletter', 'locale="fr"'))
    const submit = page.getByRole('button', { name: 'S’inscrire' })
    await submit.waitFor()
    expect(await submit.evaluate((button) => button.closest('[lang]')?.getAttribute('lang'))).toBe('fr')
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['S’inscrire'])
  })

  it('for the soft opt-in has a box to refuse, and respects it', async () => {
    const [ann, bea] = [personAt(stack), personAt(stack)]
    for (const [person, refuses] of [
      [ann, false],
      [bea, true],
    ] as const) {
      const { page } = await on('<html lang="en">', embedded('donation'))
      await page.getByLabel('Email address').fill(person.email)
      await page.getByLabel('Stories from our work').check()
      await page.getByLabel(/^Yes, please/).setChecked(refuses)
      await page.getByRole('button', { name: 'Sign up' }).click()
      await thanked(page, 'Thank you')
    }
    expect([(await ann.record()).status, (await bea.record()).status]).toEqual(['subscribed', 'unknown'])
  })

  it('is isolated from the website’s own rules and scripts, but takes its font and colours', async () => {
    const visit = await on('<html lang="en">', embedded(), {
      style:
        'label,[type=checkbox]{display:none}body{font-family:monospace}supporter-signup{--supporter-accent:#123456}',
    })
    const { page } = visit
    const button = page.getByRole('button', { name: 'Sign up' })
    await button.waitFor()
    expect(await page.getByLabel(/^Yes, please/).isVisible()).toBe(true)
    expect(await page.evaluate('document.querySelectorAll("input").length')).toBe(0)
    expect(await styleOf(button, 'fontFamily')).toBe('monospace')
    expect(await styleOf(button, 'backgroundColor')).toBe('rgb(18, 52, 86)')
  })

  it.each<[why: string, form: string, host: Host]>([
    ['for an unknown form', 'nope', {}],
    ['if the website’s policy blocks its requests', 'newsletter', { connect: "'none'" }],
    ['on a website that no form lists', 'newsletter', { origin: 'http://127.0.0.1:1' }],
    ['without script', 'newsletter', { javaScript: false }],
  ])('stays a link %s', async (_, form, host) => {
    const { page } = await on('<html lang="en">', embedded(form), host)
    if (host.javaScript ?? true)
      await expect
        .poll(() => warnings(page))
        .toEqual([expect.stringMatching(/^supporter-signup: (Type)?Error: /)])
    expect(await page.getByRole('link', { name: 'Sign up for our emails' }).isVisible()).toBe(true)
    expect(await page.getByRole('button').count()).toBe(0)
  })

  it('that cannot reach the API says so, keeps what was typed, shows the link again, and can be sent again', async () => {
    const ann = personAt(stack)
    const visit = await on('<html lang="en">', embedded())
    const { page } = visit
    const link = page.getByRole('link', { name: 'Sign up for our emails' })
    await fillIn(page, { email: ann.email, topics: ['Stories from our work'] })
    expect(await link.isVisible()).toBe(false)
    await page.route(`${stack.urls.api}/signups`, (route) => route.abort())
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('Please try again in a moment')
    expect(await page.getByLabel('Email address').inputValue()).toBe(ann.email)
    expect(await page.getByLabel('Stories from our work').isChecked()).toBe(true)
    expect(await link.isVisible()).toBe(true)
    await expectAccessible(page)
    await page.unroute(`${stack.urls.api}/signups`)
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await ann.mails()).toHaveLength(1)
  })

  it('for another website’s form is refused with a message and the link', async () => {
    const { page } = await on('<html lang="en">', embedded('events'))
    await page.getByLabel('Email address').fill('ann@example.org')
    await page.getByLabel(/^Yes, please/).check()
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain(messagesIn('en').problem.origin.text)
    expect(await page.getByRole('link', { name: 'Sign up for our emails' }).isVisible()).toBe(true)
  })

  it('filled in by a robot, trap included, looks the same and does nothing', async () => {
    const robot = personAt(stack)
    const { page } = await on('<html lang="en">', embedded())
    await fillIn(page, { email: robot.email, topics: ['Stories from our work'] })
    await page.locator('[name=website]').fill('https://spam.example', { force: true })
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await robot.record()).toMatchObject({ status: 'unknown', events: [] })
  })
})

describe('the README’s example', () => {
  it('signs up with plain HTML, from another origin and without script', async () => {
    const ann = personAt(stack)
    const { page } = await on('<html lang="en">', inReadme('<form'), { javaScript: false })
    await page.getByLabel('Email address').fill(ann.email)
    await page.getByLabel('Stories from our work').check()
    await page.getByLabel(/word for word/).check()
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await ann.record()).toMatchObject({ status: 'pending', request: { topics: ['stories'] } })
    expect(await ann.mails()).toHaveLength(1)
  })

  it('signs up with embed.js', async () => {
    const ann = personAt(stack)
    const visit = await on('<html lang="en">', inReadme('<script'))
    const { page } = visit
    await fillIn(page, { email: ann.email, topics: ['Stories from our work'] })
    await page.getByRole('button', { name: 'Sign up' }).click()
    await thanked(page)
    expect(await ann.mails()).toHaveLength(1)
    await expectQuiet(visit, ours())
  })

  it('offers to refuse a soft opt-in with plain HTML, and respects it', async () => {
    const [ann, bea] = [personAt(stack), personAt(stack)]
    const form = inReadme('<form')
      .replace('value="newsletter"', 'value="donation"')
      .replace(/name="consent"(.*) required/, 'name="refuse"$1')
    for (const [person, refuses] of [
      [ann, false],
      [bea, true],
    ] as const) {
      const { page } = await on('<html lang="en">', form, { javaScript: false })
      await page.getByLabel('Email address').fill(person.email)
      await page.getByLabel('Stories from our work').check()
      await page.getByLabel(/word for word/).setChecked(refuses)
      await page.getByRole('button', { name: 'Sign up' }).click()
      await thanked(page, 'Thank you')
    }
    expect([(await ann.record()).status, (await bea.record()).status]).toEqual(['subscribed', 'unknown'])
  })

  /** Returns the README's example that begins like this, adapted to this stack and website. */
  function inReadme(beginning: string): string {
    const examples = readFileSync('README.md', 'utf8').matchAll(/```html\n([\s\S]*?)```/g)
    const found = [...examples].map(([, html = '']) => html).find((html) => html.startsWith(beginning))
    if (!found) throw new Error(`the README has no example that begins with ${beginning}`)
    return found
      .replaceAll('https://supporters.example.org', stack.urls.api)
      .replaceAll('https://www.example.org', stack.urls.site)
  }
})

interface Host extends Look {
  /** @default the stand-in website's */
  readonly origin?: string
  readonly style?: string
  /**
   * The hosts that the website's policy lets its scripts call.
   * @default the API, as the README says
   */
  readonly connect?: string
}

/** Opens a page of another website, under the strictest policy that the README allows. */
async function on(html: string, body: string, host: Host = {}): Promise<Visit> {
  const { origin = stack.urls.site, style = '', connect = stack.urls.api } = host
  const visit = await browser.visit(host)
  // Chromium treats a page that a test routes as one from the internet, which may not request local addresses.
  await visit.context.grantPermissions(['local-network-access'])
  const policy = `default-src 'none'; script-src ${stack.urls.api}; connect-src ${connect}; form-action ${stack.urls.api}; style-src 'self'; require-trusted-types-for 'script'`
  const page = `<!doctype html>${html}<head><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width"><title>Join us</title><link rel="stylesheet" href="/own.css"></head><body><main><h1>Join us</h1>\n${body}</main></body></html>`
  await visit.page.route(`${origin}/own.css`, (route) =>
    route.fulfill({ contentType: 'text/css', body: style }),
  )
  await visit.page.route(`${origin}/mali`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policy },
      body: page,
    }),
  )
  await visit.page.goto(`${origin}/mali`)
  return visit
}

const embedded = (form = 'newsletter', attributes = '') =>
  `<script src="${stack.urls.api}/embed.js" async></script>
<supporter-signup form="${form}" ${attributes}><a href="${stack.urls.api}/forms/${form}">Sign up for our emails</a></supporter-signup>`

interface Answers {
  readonly email: string
  readonly name?: string
  readonly topics: readonly string[]
  readonly consent?: boolean
}

async function fillIn(page: Page, { email, name, topics, consent = true }: Answers): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  if (name !== undefined) await page.getByLabel(/^Name/).fill(name)
  for (const topic of topics) await page.getByLabel(topic).check()
  await page.getByLabel(/^Yes, please/).setChecked(consent)
}

/** Waits for the thank-you text of the page or the element, which replaces the form. */
async function thanked(page: Page, title = 'Nearly there: check your email'): Promise<void> {
  await page.getByRole('heading', { name: title }).waitFor()
  expect(await page.getByRole('button', { name: 'Sign up' }).count()).toBe(0)
}

/** Returns the element's console messages to the website's developer. */
async function warnings(page: Page): Promise<string[]> {
  const texts = (await page.consoleMessages()).map((message) => message.text())
  return texts.filter((text) => text.startsWith('supporter-signup:'))
}

const styleOf = (of: Locator, name: string): Promise<string> =>
  of.evaluate((node, name) => node.ownerDocument.defaultView.getComputedStyle(node)[name], name)

const focused = (page: Page) => page.locator(':focus').last().innerText()

async function expectEveryLook(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 740 })
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, { name: `${name}, ${width}, ${colorScheme}` })
      await expectNoSidewaysScroll(page)
    }
}

async function expectWell(visit: Visit): Promise<void> {
  await expectAccessible(visit.page)
  await expectNoSidewaysScroll(visit.page)
  await expectQuiet(visit, ours())
}

const ours = () => [stack.urls.api, stack.urls.site]
