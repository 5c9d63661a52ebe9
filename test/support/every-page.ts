import type { Command } from '../../shared/domain/commands.ts'
import { type PendingSignUp, unknownSupporter } from '../../shared/domain/supporter.ts'
import { shownWording } from '../../shared/domain/wording.ts'
import { mailKinds } from '../../shared/mail/kinds.ts'
import { renderHtml } from '../../shared/mail/render.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { certificatePage } from '../../shared/pages/certificate-page.ts'
import {
  addressChangePage,
  addressNotChangedPage,
  confirmPage,
  expiredPage,
  gonePage,
  tooSoonPage,
} from '../../shared/pages/confirm-page.ts'
import { exportGonePage, exportPage } from '../../shared/pages/export-page.ts'
import { type FormPage, formPage } from '../../shared/pages/form-page.ts'
import { linkSentPage, myDataLinkPage } from '../../shared/pages/my-data-link-page.ts'
import {
  addressChangeRequestedPage,
  askToErasePage,
  type MyDataPage,
  myDataExpiredPage,
  myDataPage,
  nothingHeldPage,
} from '../../shared/pages/my-data-page.ts'
import { preferencesPage, type Subscriber } from '../../shared/pages/preferences-page.ts'
import { noReceiptPage, receiptPage } from '../../shared/pages/receipt-page.ts'
import { savedPage } from '../../shared/pages/saved-page.ts'
import { thanksPage } from '../../shared/pages/thanks-page.ts'
import {
  addressChangedPage,
  addressChangeStoppedPage,
  cancelledPage,
  cancelPage,
  stopAddressChangePage,
  tooLatePage,
  unsubscribedPage,
  unsubscribeFromEverything,
  unsubscribePage,
  withdrawalUndonePage,
} from '../../shared/pages/unsubscribe-page.ts'
import { type Receipted, receiptOf } from '../../shared/proof/receipt/receipt.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { message, type PageContext } from '../../shared/web/layout.ts'
import { problemPage } from '../../shared/web/problem.ts'
import type { Reply } from '../../shared/web/reply.ts'
import { ownDataIn } from '../../shared/workflows/my-data.ts'
import { address, consent, days, formNamed, settings, softOptIn, start } from './builders.ts'
import { certificate, certificateUnderway } from './certificates.ts'
import { confirming, heldAfter, proofsIn, signUpIn, unsubscribing } from './receipts.ts'

/** The origin of the pages. */
export const site = 'http://pages.test'

const newsletter = formNamed(settings, 'newsletter')

/** Renders every page that a supporter may see, and every page that an officer prints, by name. */
export function pagesIn(context: PageContext): Record<string, Reply> {
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
    unsubscribed: unsubscribedPage(context, unknownSupporter(), start),
    left: unsubscribedPage(context, unsubscribed, start),
    explained: unsubscribedPage(context, { ...unsubscribed, explained: true }, start),
    returned: withdrawalUndonePage(context, paused(subscriber(locale)), start),
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
    ask: myDataLinkPage(context),
    'ask, wrong': myDataLinkPage(context, {
      email: 'ann@',
      problem: messagesIn(locale).invalid.email,
      status: 422,
    }),
    sent: linkSentPage(context),
    'my data': myDataOf(context),
    'ask to erase': askToErasePage(context),
    'my data, expired': myDataExpiredPage(context),
    'nothing held': nothingHeldPage(context),
    'address change, my data': myDataOf(context, { notice: myData.correct.done }),
    'address change, wrong': myDataOf(context, {
      email: 'ann@',
      errors: [{ field: 'email', detail: messagesIn(locale).invalid.email }],
    }),
    'address change requested': addressChangeRequestedPage(context),
    'address change': addressChangePage(context, waiting(locale).consent),
    'address changed here': message(context, confirm.addressChange.done),
    'address change stopped there': addressNotChangedPage(context, 'stopped'),
    'no change to make': addressNotChangedPage(context, 'nothing'),
    'address change, too soon': tooSoonPage(context),
    'stop the address change': stopAddressChangePage(context),
    'refuse the address change': cancelPage(context, 'address-change'),
    'address change stopped': addressChangeStoppedPage(context),
    'address changed': addressChangedPage(context, unsubscribeFromEverything(context)),
    receipt: receiptPage(context, receipted(context)),
    'receipt, ended': receiptPage(context, receipted(context, unsubscribing)),
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
const unsubscribed = {
  ...history,
  status: 'unsubscribed' as const,
  since: start,
  withdrawal: { sequence: 3, from: subscription },
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
/** A subscriber with every preference changed. */
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
  const data = ownDataIn(context.settings, held, context.locale, start)
  if (!data) throw new Error('there is something held')
  return myDataPage(context, { ...data, preferencesUrl: `${site}/preferences/x`, notice: 'OK', ...changes })
}

function waiting(locale: Locale): PendingSignUp {
  const { text: _, ...wording } = shownWording(settings, 'newsletter', locale)
  const agreed = consent({ locale, wording, topics: ['stories', 'events'] })
  return { cycle: 1, sequence: 1, at: start, consent: agreed, name: 'Ann' }
}

function receipted({ settings, locale }: PageContext, ...after: Command[]): Receipted {
  const held = heldAfter(signUpIn(locale, ['stories', 'events']), confirming, ...after)
  const made = receiptOf(settings, held, proofsIn(held.events), start)
  if (!made) throw new Error('there is a receipt')
  return made
}

/** Returns every mail to a supporter, with all its optional parts. */
export function mailsIn(of: Settings, locale: Locale): { subject: string; html: string }[] {
  const url = `https://supporters.example.org/confirm/${'a1'.repeat(50)}`
  const links = {
    confirm: url,
    cancel: url,
    unsubscribe: url,
    receipt: url,
    preferences: url,
    myData: url,
    export: url,
  }
  const supporter = { ...subscriber(locale), signUp: waiting(locale) }
  return Object.values(mailKinds)
    .filter((kind) => kind.recipient === 'supporter')
    .map((kind) => kind.content({ settings: of, locale, supporter, links }))
    .map((content) => ({ subject: content.subject, html: renderHtml(content, of) }))
}

const longWord = 'Bundesarbeitsgemeinschaftsfreiwilligenhilfsorganisation'
const longName = `${longWord} für Menschen in Not`
const longUrl = `https://${'data-protection.'.repeat(3)}example/${'how-to-complain-'.repeat(8)}`
const longTexts = { en: longName, fr: longName, ar: `${longName} للإغاثة` }

/** Words without a place to break wherever the settings take a text, and the longest mailbox and numbers that they take. */
export const longestTexts: Settings = {
  ...settings,
  organisation: {
    ...settings.organisation,
    name: longName,
    legalName: longName,
    address: 'x'.repeat(80),
    registration: `${longWord} 1093861`,
    phone: `+${'4 '.repeat(10)}`.trim(),
    websiteUrl: longUrl,
    privacyPolicyUrl: longUrl,
    privacyMailbox: `${'privacy-officer.'.repeat(4).slice(0, 63)}@${`${'x'.repeat(60)}.`.repeat(3)}example`,
  },
  topics: settings.topics.map((topic) => ({ ...topic, name: longTexts, description: longTexts })),
  forms: Object.fromEntries(
    Object.entries(settings.forms).map(([id, form]) => [
      id,
      { ...form, title: longTexts, introduction: longTexts },
    ]),
  ),
  wordings: settings.wordings.map((wording) => ({ ...wording, text: longTexts })),
  privacyNotices: settings.privacyNotices.map((notice) => ({ ...notice, text: longTexts })),
  dataProtection: {
    ...settings.dataProtection,
    purposes: [longTexts],
    recipients: [{ name: longName, receives: longTexts }],
    transfers: longTexts,
    authority: { name: longName, websiteUrl: longUrl, phone: '1234567890'.repeat(6) },
  },
}
