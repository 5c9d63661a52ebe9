import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { SupporterId } from '../../shared/domain/supporter-id.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import {
  browserForThisFile,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  type Look,
  type Visit,
} from '../support/browser.ts'
import { fulfil, officeAt } from '../support/office.ts'
import { settingsWith } from '../support/settings-file.ts'
import { signedLink } from '../support/signed-link.ts'
import { type Person, personAt, startStack } from '../support/stack.ts'

const browser = browserForThisFile()
let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0, mailsPerDay: 20, mailsPerWeek: 20 } }),
  })
})
afterAll(() => stack.stop())

const ways = [
  { width: 360, javaScript: true, scheme: 'light', locale: 'en' },
  { width: 1280, javaScript: true, scheme: 'dark', locale: 'ar' },
  { width: 360, javaScript: false, scheme: 'dark', locale: 'fr' },
  { width: 1280, javaScript: false, scheme: 'light', locale: 'en' },
] as const

describe.each(ways)('at $width px, script: $javaScript, $scheme, in $locale, a person', (way) => {
  const { locale } = way
  const words = messagesIn(locale)

  it('signs up, confirms, changes preferences, undoes that, unsubscribes, says why and undoes it', async () => {
    const ann = personAt(stack)
    const walk = await walkThe(way)
    await walk.open(`/forms/newsletter?locale=${locale}`)
    const { page } = walk
    await page.getByLabel(words.form.email).fill(ann.email)
    await page.locator('#name').fill('Ann')
    for (const topic of ['stories', 'events']) await page.locator(`#topic-${topic}`).check()
    await page.locator('#consent').check()
    await walk.press(words.form.submit)
    await walk.expectPage(words.thanks.title)

    // With scripts, the browser that sent the form confirms by itself: see same-browser.browser.test.ts.
    await page.goto(await ann.link('confirm'))
    if (!way.javaScript) {
      await walk.expectPage(words.confirm.ask.title)
      await walk.press(words.confirm.ask.press)
    }
    await page.getByRole('heading', { name: words.confirm.done.title }).waitFor()
    await walk.expectPage(words.confirm.done.title)

    await walk.open(await ann.link('preferences'))
    await walk.expectPage(words.preferences.title)
    const other = locale === 'fr' ? 'en' : 'fr'
    await page.locator('#topics-stories').uncheck()
    await page.locator('#topics-emergencies').check()
    await page.locator('#name').fill('Anna')
    await page.locator(`#locale-${other}`).check()
    await page.locator('#pause-P1M').check()
    await walk.press(words.preferences.save)
    // In the language just chosen.
    const { saved, undo } = messagesIn(other).preferences
    await walk.expectPage(saved)
    expect(await page.getByRole('status').getByRole('listitem').count()).toBe(5)
    expect(await ann.record()).toMatchObject({ topics: ['emergencies', 'events'], name: 'Anna' })
    await walk.press(undo.press)
    await walk.expectPage(words.preferences.saved)
    expect(await ann.record()).toMatchObject({ topics: ['stories', 'events'], name: 'Ann' })

    await walk.follow(words.preferences.back)
    await walk.follow(words.preferences.held.receipt)
    await walk.expectPage(words.receipt.consent.title)

    await walk.open(await ann.link('preferences'))
    await walk.press(words.unsubscribe.everything.press)
    await walk.expectPage(words.unsubscribe.done.title)
    expect((await ann.record()).status).toBe('unsubscribed')
    await walk.press(words.unsubscribe.why.reasons['too-many'])
    await walk.expectPage(words.unsubscribe.done.title)
    expect(await page.getByRole('status').textContent()).toBe(words.unsubscribe.why.thanks)
    await walk.press(words.unsubscribe.back)
    await walk.expectPage(words.unsubscribe.returned.title)
    expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['stories', 'events'] })
  })

  it('sees, downloads and corrects their data, gets a copy, objects and is erased', async () => {
    const ann = await subscriber(locale)
    const walk = await walkThe(way)
    const { myData } = words
    await walk.open(`/my-data?locale=${locale}`)
    await walk.expectPage(myData.ask.title)
    await walk.page.getByLabel(words.form.email).fill(ann.email)
    await walk.press(myData.ask.press)
    await walk.expectPage(myData.sent.title)

    await walk.open(await ann.link('my-data'))
    await walk.expectPage(myData.title)
    const { json, record, history, evidence } = myData.downloads
    const files: string[] = []
    for (const link of [json, record, history, evidence]) files.push(await walk.download('link', link))
    expect(files.map((name) => name.replace(/\d{4}-\d\d-\d\d/, 'day'))).toEqual([
      'my-data-day.json',
      'my-data-day-record.csv',
      'my-data-day-history.csv',
      'my-data-day-evidence.csv',
    ])
    await walk.page.locator('#name').fill('Anna')
    await walk.press(myData.correct.press)
    await walk.expectPage(myData.title)
    expect(await walk.page.getByRole('status').textContent()).toBe(myData.correct.done)

    await fulfil(await officeAt(stack, 'privacy-officer'), 'access', ann.email)
    await walk.open(await ann.link('export'))
    await walk.expectPage(words.export.ask.title)
    expect(await walk.download('button', words.export.ask.press)).toBe('my-data.zip')

    await walk.open(await ann.link('my-data'))
    await walk.press(myData.object.press)
    await walk.expectPage(myData.object.done.title)
    await walk.open(await ann.link('my-data'))
    await walk.follow(myData.erase.go)
    await walk.expectPage(myData.erase.ask.title)
    expect((await ann.record()).name).toBe('Anna')
    await walk.press(myData.erase.ask.press)
    await walk.expectPage(myData.erase.done.title)
    expect(await ann.record()).not.toHaveProperty('name')
  })

  it('is told what is wrong and where, and finds what they typed', async () => {
    const ann = await subscriber(locale)
    const walk = await walkThe(way)
    const { page } = walk
    await walk.open(`/forms/newsletter?locale=${locale}`)
    await page.getByLabel(words.form.email).fill('ann@')
    await walk.press(words.form.submit)
    await expectProblem(walk, { field: 'email', says: words.invalid.email, typed: 'ann@', focus: 'summary' })

    await walk.open(`/my-data?locale=${locale}`)
    await page.getByLabel(words.form.email).fill('ann@')
    await walk.press(words.myData.ask.press)
    await expectProblem(walk, { field: 'email', says: words.invalid.email, typed: 'ann@', focus: 'field' })

    await walk.open(await ann.link('preferences'))
    await fillTooLong(page)
    await walk.press(words.preferences.save)
    await expectProblem(walk, { field: 'name', says: words.invalid.name, focus: 'summary' })

    await ann.requestMyDataLink()
    await walk.open(await ann.link('my-data'))
    await fillTooLong(page)
    await walk.press(words.myData.correct.press)
    await expectProblem(walk, { field: 'name', says: words.invalid.name, focus: 'field' })
    expect((await ann.record()).name).toBe('Ann')
  })

  it('learns that a link is expired or incomplete, and what to do', async () => {
    const ann = await subscriber(locale)
    const walk = await walkThe(way)
    const supporterId = (await ann.record()).supporterId as SupporterId
    const old = await signedLink(stack, { purpose: 'my-data', supporterId, expiresAt: Date.now() - 1 })
    await walk.open(old)
    await walk.expectPage(words.myData.expired.title)
    await walk.follow(words.myData.expired.again)
    await walk.expectPage(words.myData.ask.title)
    await walk.open((await ann.link('preferences')).slice(0, -3))
    await walk.expectPage(words.problem.link.title)
  })
})

async function subscriber(locale: Locale): Promise<Person> {
  const ann = personAt(stack)
  await ann.signUp({ topics: ['stories', 'events'], name: 'Ann', locale })
  await ann.confirm()
  return ann
}

interface Walk {
  readonly page: Page
  open(path: string): Promise<void>
  /** Presses a button or link that loads another page, or the same one again. */
  press(button: string): Promise<void>
  follow(link: string): Promise<void>
  /** @returns the file's name */
  download(role: 'button' | 'link', name: string): Promise<string>
  /** Checks that this page is shown, has the right title, and meets the standard of all our pages. */
  expectPage(heading: string): Promise<void>
}

async function walkThe({ locale, ...look }: Look & { locale: Locale }): Promise<Walk> {
  const visit = await browser.visit({ ...look, language: locale })
  // axe is a script: if scripts are off, it checks a copy of the page.
  const looking = look.javaScript === false ? await browser.visit({ ...look, javaScript: true }) : undefined
  const { page } = visit
  const act = async (role: 'button' | 'link', name: string) => {
    await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).click()])
  }
  return {
    page,
    open: async (path) => {
      await page.goto(path.startsWith('http') ? path : stack.urls.api + path)
    },
    press: (name) => act('button', name),
    follow: (name) => act('link', name),
    download: async (role, name) => {
      const press = page.getByRole(role, { name, exact: true }).click()
      const [file] = await Promise.all([page.waitForEvent('download'), press])
      return file.suggestedFilename()
    },
    expectPage: async (heading) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
      expect(await page.title()).toContain(heading)
      await expectWell(visit, looking?.page, heading)
    },
  }
}

async function expectWell(visit: Visit, copy: Page | undefined, name: string): Promise<void> {
  const content = await visit.page.content()
  await copy?.setContent(content.replace(/<script>.*?<\/script>/s, ''))
  await expectAccessible(copy ?? visit.page, { name })
  await expectNoSidewaysScroll(visit.page, name)
  await expectQuiet(visit, [stack.urls.api])
}

interface FieldProblem {
  readonly field: string
  readonly says: string
  readonly typed?: string
  /** Where the focus is: on the list of errors, or on the only field with one. */
  readonly focus: 'summary' | 'field'
}

async function expectProblem({ page, expectPage }: Walk, problem: FieldProblem): Promise<void> {
  await expectPage((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')
  const control = page.locator(`#${problem.field}`)
  expect(await control.getAttribute('aria-invalid')).toBe('true')
  const described = await control.getAttribute('aria-describedby')
  expect(await page.locator(`#${described}`).textContent()).toBe(problem.says)
  expect(await page.getByRole('alert').textContent()).toContain(problem.says)
  if (problem.typed !== undefined) expect(await control.inputValue()).toBe(problem.typed)
  const focused = page.locator(':focus')
  if (problem.focus === 'field') expect(await focused.getAttribute('id')).toBe(problem.field)
  else expect(await focused.getAttribute('role')).toBe('alert')
}

/** Types more than `maxlength`, as a browser without that feature would. */
async function fillTooLong(page: Page): Promise<void> {
  const name = page.locator('#name')
  await name.evaluate((input) => input.removeAttribute('maxlength'))
  await name.fill('Ann'.repeat(50))
}
