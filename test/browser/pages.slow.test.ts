import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../shared/domain/commands.ts'
import { type PendingRequest, unknownSupporter } from '../../shared/domain/supporter.ts'
import { shownWording } from '../../shared/domain/wording.ts'
import { problemPage } from '../../shared/http/problem.ts'
import type { Reply } from '../../shared/http/reply.ts'
import { type Locale, locales } from '../../shared/locale.ts'
import {
  alreadySubscribedMail,
  confirmationMail,
  myDataMail,
  softOptInMail,
  welcomeMail,
} from '../../shared/mail/content.ts'
import { moveMail, moveNoticeMail } from '../../shared/mail/move-mail.ts'
import { renderHtml } from '../../shared/mail/render.ts'
import { directionOf, messagesIn } from '../../shared/messages/index.ts'
import { ownDataIn } from '../../shared/my-data.ts'
import { askForLinkPage, linkSentPage } from '../../shared/pages/ask-for-link-page.ts'
import { certificatePage } from '../../shared/pages/certificate-page.ts'
import {
  confirmPage,
  expiredPage,
  gonePage,
  movePage,
  notMovedPage,
  tooSoonPage,
} from '../../shared/pages/confirm-page.ts'
import { exportGonePage, exportPage } from '../../shared/pages/export-page.ts'
import { type FormPage, formPage } from '../../shared/pages/form-page.ts'
import { message, type PageContext } from '../../shared/pages/layout.ts'
import {
  askToErasePage,
  type MyDataPage,
  moveAskedPage,
  myDataExpiredPage,
  myDataPage,
  nothingHeldPage,
} from '../../shared/pages/my-data-page.ts'
import { preferencesPage, type Subscriber } from '../../shared/pages/preferences-page.ts'
import { noReceiptPage, receiptPage } from '../../shared/pages/receipt-page.ts'
import { savedPage } from '../../shared/pages/saved-page.ts'
import { thanksPage } from '../../shared/pages/thanks-page.ts'
import {
  cancelledPage,
  cancelPage,
  leaveEverything,
  leftPage,
  movedPage,
  moveStoppedPage,
  returnedPage,
  stopMovePage,
  tooLatePage,
  unsubscribePage,
} from '../../shared/pages/unsubscribe-page.ts'
import { type Receipted, receiptOf } from '../../shared/proof/receipt/receipt.ts'
import type { Settings } from '../../shared/settings.ts'
import {
  browserForThisFile,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  wcagTags,
} from '../support/browser.ts'
import { address, consent, days, formNamed, settings, softOptIn, start } from '../support/builders.ts'
import { certificate, certificateUnderway } from '../support/certificates.ts'
import { confirming, heldAfter, leaving, proofsIn, signUpIn } from '../support/receipts.ts'

const browser = browserForThisFile()

const newsletter = formNamed(settings, 'newsletter')

const looks = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

describe.each(locales)('in %s, at 360 and 1280 px, light and dark,', (locale) => {
  it('every page is accessible and fits', async () => {
    const { page } = await browser.visit()
    const pages = pagesIn({ settings, locale })
    // The first brings the policy and the stylesheet's leave; the others are written over it, which is quick.
    await show(page, 'form', pages.form)
    await inEveryLook(page, async (look) => {
      for (const [name, { body }] of Object.entries(pages)) await expectWell(page, `${name} ${look}`, body)
    })
  })

  it('every mail is accessible and fits', async () => {
    const { page } = await browser.visit()
    await inEveryLook(page, async (look) => {
      for (const { subject, html } of mailsIn(settings, locale))
        await expectWell(page, `${subject} ${look}`, html, wcagTags)
    })
  })
})

describe('the smallest window, 320 px,', () => {
  it.each(locales)('holds every page of a charity with a long name, in %s', async (locale) => {
    const { page } = await browser.visit({ width: 320 })
    for (const [name, reply] of Object.entries(pagesIn({ settings: longNames, locale }))) {
      await show(page, name, reply)
      await expectNoSidewaysScroll(page)
    }
  })

  it.each(locales)('and every mail of theirs, in %s', async (locale) => {
    const { page } = await browser.visit({ width: 320 })
    for (const { subject, html } of mailsIn(longNames, locale)) {
      await page.setContent(html)
      await expectNoSidewaysScroll(page, subject)
    }
  })
})

describe.each(locales)('a page in %s', (locale) => {
  const pages = Object.entries(pagesIn({ settings, locale }))

  it('says its language, weighs less than 15 KB, and asks for nothing more', async () => {
    const visit = await browser.visit()
    const requests: string[] = []
    visit.page.on('request', (request) => requests.push(request.url()))
    for (const [name, reply] of pages) {
      // All of Art 15 in words is more than any other page has to say.
      expect(Buffer.byteLength(reply.body), name).toBeLessThan(
        /my data|move, wrong/.test(name) ? 30_000 : 15_000,
      )
      await show(visit.page, name, reply)
      expect(await visit.page.evaluate('[document.documentElement.lang, document.dir]')).toEqual([
        locale,
        directionOf(locale),
      ])
    }
    expect(requests).toHaveLength(pages.length)
    await expectQuiet(visit, [site])
  })

  it('has no blank lines, empty elements or dangling spaces in its source', () => {
    for (const [name, { body }] of pages)
      expect(body, name).not.toMatch(/\n[ \t]*\n|<(p|ul|h2)[^>]*><\/\1>| >| "|"\s\s|undefined|\[object/)
  })
})

it('each page looked at here is the one that it is named for', () => {
  const statuses = Object.values(pagesIn({ settings, locale: 'en' })).map(({ statusCode }) => statusCode)
  const ask = [200, 422, 422, 429, 200, 200]
  const confirm = [200, 200, 200, 200, 410, 200, 410]
  const leave = Array<number>(8).fill(200)
  const move = [200, 422, 200, 200, 200, 410, 410, 503, 200, 200, 200, 200]
  const choose = [200, 200, 422, 200, 200, 200, 200]
  const data = [200, 422, 200, 200, 200, 410, 200]
  const receipts = [200, 200, 404]
  const files = [200, 200, 200, 410]
  const problems = [404, 404, 503]
  expect(statuses).toEqual([ask, confirm, leave, choose, data, move, receipts, files, problems].flat())
})

describe.each(locales)('a receipt in %s', (locale) => {
  it('is printed in black on white, without what only a screen is for, and can be read to the last letter', async () => {
    const { page } = await browser.visit({ scheme: 'dark' })
    await show(page, 'receipt', pagesIn({ settings, locale }).receipt)
    await page.emulateMedia({ media: 'print' })
    // A4, less its margins.
    await page.setViewportSize({ width: 658, height: 986 })
    for (const name of ['.screen', '.languages', 'footer'])
      expect(await page.isVisible(name), name).toBe(false)
    const colours =
      '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.documentElement))'
    expect(await page.evaluate(colours)).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })

  it('leads to itself in the other languages, without the token that opened it', async () => {
    const { page } = await browser.visit()
    await show(page, 'receipt', pagesIn({ settings, locale }).receipt)
    const links = page.locator('.languages a')
    const targets = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    expect(targets).toEqual(locales.filter((other) => other !== locale).map((other) => `?locale=${other}`))
  })
})

describe('a theme', () => {
  const logo =
    'data:image/svg+xml;base64,' +
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#7a1f3d"/></svg>',
    ).toString('base64')
  const themed: Settings = {
    ...settings,
    theme: { light: { accent: '#7a1f3d', background: '#f3f4f8' }, dark: { background: '#0c0c14' }, logo },
  }

  it.each(locales)('leaves every page and mail accessible, in %s, light and dark', async (locale) => {
    const [{ page }, mailbox] = [await browser.visit(), await browser.visit()]
    const pages = pagesIn({ settings: themed, locale })
    await show(page, 'form', pages.form)
    for (const scheme of ['light', 'dark'] as const) {
      for (const window of [page, mailbox.page]) await window.emulateMedia({ colorScheme: scheme })
      for (const [name, { body }] of Object.entries(pages)) await expectWell(page, `${name}, ${scheme}`, body)
      for (const { subject, html } of mailsIn(themed, locale))
        await expectWell(mailbox.page, `${subject}, ${scheme}`, html, wcagTags)
    }
  })

  it('shows its logo, which names the organisation, and asks nobody for it', async () => {
    const visit = await browser.visit()
    await show(visit.page, 'form', pagesIn({ settings: themed, locale: 'en' }).form)
    const image = visit.page.getByRole('link', { name: settings.organisation.name }).getByRole('img')
    expect(await image.evaluate(({ naturalWidth }) => naturalWidth)).toBe(200)
    await expectQuiet(visit, [site])
  })
})

describe('a form that comes back', () => {
  it('says so in its title, begins at the summary, and ties each message to its field', async () => {
    const { page } = await browser.visit()
    await show(page, 'errors', pagesIn({ settings, locale: 'en' }).errors)
    expect(await page.title()).toMatch(/^Please check the following – Hear about our work/)
    expect(await page.evaluate('document.activeElement.className')).toBe('summary')
    const summary = page.getByRole('alert').getByRole('link')
    const targets = await summary.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(targets).toEqual(Object.values(leads).map((field) => `#${field}`))
    for (const [text, field] of Object.entries(leads)) {
      await page.getByRole('link', { name: text }).press('Enter')
      const control = page.locator(':focus')
      expect(await control.getAttribute('id')).toBe(field)
      expect(await control.getAttribute('aria-invalid')).toBe('true')
      expect(await page.getByText(text).count(), 'in the summary and beside the field').toBe(2)
    }
  })

  const leads = {
    'Enter an email address': 'email',
    'Use at most 100 characters': 'name',
    'Choose at least one': 'topic-stories',
    'Tick the box': 'consent',
  }
})

const site = 'http://pages.test'

async function inEveryLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (const { width, scheme } of looks) {
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme: scheme })
    await check(`at ${width} px, ${scheme}`)
  }
}

async function expectWell(page: Page, name: string, html: string, tags?: string[]): Promise<void> {
  await page.setContent(html)
  await expectAccessible(page, { name, ...(tags && { tags }) })
  await expectNoSidewaysScroll(page, name)
}

/** As API Gateway would answer: with the policy that says what the page may do. */
async function show(page: Page, name: string, reply: Reply | undefined): Promise<void> {
  if (!reply) throw new Error(`no page ${name}`)
  const { statusCode: status, headers, body } = reply
  await page.route(`${site}/${name}`, (route) => route.fulfill({ status, headers: { ...headers }, body }), {
    times: 1,
  })
  await page.goto(`${site}/${name}`)
}

function pagesIn(context: PageContext): Record<string, Reply> {
  const { locale } = context
  const { confirm, myData, problem } = messagesIn(locale)
  return {
    form: formOf(context),
    errors: formOf(context, everythingWrong(locale)),
    'one topic': formOf(context, { id: 'events', ...everythingWrong(locale) }),
    tooMany: formOf(context, { status: 429, values: typed, notice: problem.tooMany }),
    thanks: thanksPage(context, newsletter),
    'thanks, soft opt-in': thanksPage(context, { ...newsletter, softOptIn }),
    confirm: confirmPage(context, waiting(locale)),
    changed: confirmPage(context, waiting(locale), { notice: confirm.changed }),
    confirmed: message(context, confirm.done),
    already: message(context, confirm.already),
    expired: expiredPage(context),
    resent: message(context, confirm.resent),
    gone: gonePage(context),
    unsubscribe: unsubscribePage(context),
    unsubscribed: leftPage(context, unknownSupporter(), start),
    left: leftPage(context, left, start),
    explained: leftPage(context, { ...left, explained: true }, start),
    returned: returnedPage(context, paused(subscriber(locale)), start),
    tooLate: tooLatePage(context),
    cancel: cancelPage(context),
    cancelled: cancelledPage(context),
    preferences: preferencesOf(context, subscriber(locale)),
    'preferences, paused': preferencesOf(context, paused(subscriber(locale))),
    'preferences, wrong': preferencesOf(context, subscriber(locale), true),
    saved: savedPage(context, subscriber(locale), changed(locale), start),
    'pause over': savedPage(context, paused(subscriber(locale)), subscriber(locale), start),
    'nothing saved': savedPage(context, subscriber(locale), subscriber(locale), start),
    pending: message(context, messagesIn(locale).preferences.pending),
    ask: askForLinkPage(context),
    'ask, wrong': askForLinkPage(context, {
      email: 'ann@',
      problem: messagesIn(locale).invalid.email,
      status: 422,
    }),
    sent: linkSentPage(context),
    'my data': myDataOf(context),
    'ask to erase': askToErasePage(context),
    'my data, expired': myDataExpiredPage(context),
    'nothing held': nothingHeldPage(context),
    'move, my data': myDataOf(context, { notice: myData.correct.done }),
    'move, wrong': myDataOf(context, {
      email: 'ann@',
      errors: [{ field: 'email', detail: messagesIn(locale).invalid.email }],
    }),
    'move asked': moveAskedPage(context),
    move: movePage(context, waiting(locale).consent),
    'moved here': message(context, confirm.move.done),
    'move stopped there': notMovedPage(context, 'stopped'),
    'nothing to move': notMovedPage(context, 'nothing'),
    'move, too soon': tooSoonPage(context),
    'stop the move': stopMovePage(context),
    'refuse the move': cancelPage(context, 'move'),
    'move stopped': moveStoppedPage(context),
    'moved away': movedPage(context, leaveEverything(context)),
    receipt: receiptPage(context, receipted(locale)),
    'receipt, ended': receiptPage(context, receipted(locale, leaving)),
    'no receipt': noReceiptPage(context),
    certificate: certificatePage(context, certificate()),
    'certificate, underway': certificatePage(context, certificateUnderway()),
    export: exportPage(context),
    'export, gone': exportGonePage(context),
    notFound: problemPage('notFound', context),
    link: problemPage('link', context),
    unavailable: problemPage('unavailable', context, { retryAfter: 5 }),
  }
}

function formOf(context: PageContext, changes: Partial<FormPage> = {}): Reply {
  const id = changes.id ?? 'newsletter'
  return formPage(context, { id, form: formNamed(context.settings, id), ...changes })
}

const typed = { email: 'ann@example.org', name: 'Ann', topics: ['stories'], consent: true }

function everythingWrong(locale: Locale): Partial<FormPage> {
  const { invalid } = messagesIn(locale)
  const fields = ['consent', 'topics', 'name', 'email'] as const
  return {
    status: 422,
    values: { email: 'ann@', name: 'Ann\n'.repeat(30), topics: ['stories'], consent: false },
    errors: fields.map((field) => ({ field, detail: invalid[field] })),
  }
}

const history = { version: 2, everConfirmed: true, mailedAt: [], bounces: 0, evidence: [] }
const subscription = {
  since: start,
  topics: ['stories', 'events'],
  confirmedCycle: 1,
  lawfulBasis: 'consent' as const,
}
const left = {
  ...history,
  status: 'unsubscribed' as const,
  since: start,
  departure: { sequence: 3, from: subscription },
}
const subscriber = (locale: Locale): Subscriber => ({
  ...history,
  ...subscription,
  status: 'subscribed',
  address: address(),
  name: 'Ann',
  locale,
})
const paused = (of: Subscriber): Subscriber => ({ ...of, pausedUntil: start + days(30) })
/** Everything that can be chosen, chosen otherwise. */
function changed(locale: Locale): Subscriber {
  const { name: _, ...nameless } = paused(subscriber(locale))
  return { ...nameless, topics: ['emergencies'], locale: locale === 'fr' ? 'en' : 'fr' }
}

function preferencesOf(context: PageContext, supporter: Subscriber, wrong = false): Reply {
  const { invalid, preferences } = messagesIn(context.locale)
  const errors = [
    { field: 'name', detail: invalid.name },
    { field: 'pause', detail: preferences.pause.invalid },
  ]
  const links = { receiptUrl: `${site}/receipt/x`, myDataUrl: `${site}/my-data` }
  return preferencesPage(context, { supporter, now: start, ...links, ...(wrong && { errors }) })
}

function myDataOf(context: PageContext, changes: Partial<MyDataPage> = {}): Reply {
  const held = heldAfter(signUpIn(context.locale), confirming, signUpIn(context.locale))
  const data = ownDataIn(settings, held, context.locale, start)
  if (!data) throw new Error('there is something held')
  return myDataPage(context, { ...data, preferencesUrl: `${site}/preferences/x`, notice: 'OK', ...changes })
}

function waiting(locale: Locale): PendingRequest {
  const { text: _, ...wording } = shownWording(settings, 'newsletter', locale)
  const agreed = consent({ locale, wording, topics: ['stories', 'events'] })
  return { cycle: 1, sequence: 1, at: start, consent: agreed, name: 'Ann' }
}

function receipted(locale: Locale, ...after: Command[]): Receipted {
  const held = heldAfter(signUpIn(locale, ['stories', 'events']), confirming, ...after)
  const made = receiptOf(settings, held, proofsIn(held.events), start)
  if (!made) throw new Error('there is a receipt')
  return made
}

function mailsIn(of: Settings, locale: Locale): { subject: string; html: string }[] {
  const link = `https://supporters.example.org/confirm/${'a1'.repeat(50)}`
  const parts = { settings: of, locale, unsubscribeUrl: link }
  return [
    confirmationMail(parts, link),
    welcomeMail(parts, {
      name: 'Ann',
      topics: ['stories', 'events'],
      receiptUrl: link,
      preferencesUrl: link,
    }),
    softOptInMail(parts, { topics: ['stories'], receiptUrl: link, preferencesUrl: link }),
    alreadySubscribedMail(parts, link),
    moveMail(parts, link),
    moveNoticeMail(parts, link),
    myDataMail(parts, { myDataUrl: link, preferencesUrl: link, confirmUrl: link }),
  ].map((content) => ({ subject: content.subject, html: renderHtml(content, of) }))
}

/** Of the kind that has no place to break, in the header, the footer and the text. */
const longName = 'Bundesarbeitsgemeinschaftsfreiwilligenhilfsorganisation für Menschen in Not'
const longNames: Settings = {
  ...settings,
  organisation: { ...settings.organisation, name: longName, legalName: longName, address: 'x'.repeat(80) },
}
