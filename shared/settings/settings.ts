import * as z from 'zod/mini'
import { domainOf } from '../lib/domain-of.ts'
import { Locale } from './locale.ts'
import { nations } from './nations.ts'
import { contrastProblems } from './theme/contrast.ts'
import { Theme } from './theme/theme.ts'

/**
 * The schema of an organisation's settings, as the files in `infra/settings` hold them. Settings are checked at
 * synthesis; functions read the checked result beside their bundle and do not check it again.
 */

const text = z.string().check(z.trim(), z.minLength(1))
const identifier = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,29}$/,
      'use lower-case letters, digits and hyphens, at most 30, a letter first',
    ),
  )
const version = z.int().check(z.positive())
const hours = z.number().check(z.positive())
const email = z.email()
const httpUrl = z.url({ protocol: /^https?$/ })

/** A website's origin as browsers send it: scheme, host and port only. */
const origin = z
  .string()
  .check(
    z.refine(
      (value) => URL.canParse(value) && new URL(value).origin === value,
      'an origin is scheme, host and port only, such as https://www.example.org',
    ),
  )

const translated = z.partialRecord(Locale, text)

const Organisation = z.strictObject({
  name: text,
  legalName: text,
  address: text,
  registration: text,
  /** The country of establishment: ISO 3166-1 alpha-2, such as GB. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1), such as GB')),
  /** In international form; shown in consent receipts. */
  phone: z.string().check(z.regex(/^\+[0-9][0-9 ]{5,20}$/, 'digits after a +, such as +44 20 7946 0000')),
  websiteUrl: httpUrl,
  privacyPolicyUrl: httpUrl,
  /** The privacy officer's mailbox. */
  privacyMailbox: email,
  /** The mailbox for alarms. */
  technicalMailbox: email,
})

const Site = z.strictObject({
  /** The public URL of the API and its pages. Links in mails are built from it, never from an HTTP request. */
  publicUrl: z.string().check(
    z.refine(
      (value) => URL.canParse(value) && new URL(value).origin === value,
      'scheme and host only, without a slash at the end, such as https://supporters.example.org',
    ),
    z.maxLength(80, 'at most 80 characters, so that links stay under 200'),
  ),
  /** The certificate with which API Gateway serves that host, in the same region. */
  certificateArn: z.optional(z.string().check(z.startsWith('arn:aws:acm:'))),
})

/** The policy for mail that falsely claims to come from the sender's domain (RFC 9989). */
const Dmarc = z.strictObject({
  /** Begin with `none`. When reports show that none of your mails fail, use `quarantine`, then `reject`. */
  policy: z._default(z.enum(['none', 'quarantine', 'reject']), 'none'),
  /** The mailbox for mailbox providers' daily XML reports. */
  reportsTo: z.optional(email),
})

const Sender = z.strictObject({
  name: text,
  address: email,
  replyTo: z.optional(email),
  /** Identifies this sender to mailbox providers (the last field of Feedback-ID). */
  feedbackId: z.string().check(z.regex(/^[A-Za-z0-9]{5,15}$/, '5 to 15 letters and digits')),
  dmarc: z.prefault(Dmarc, {}),
  /**
   * The Route 53 zone of the sender's domain, in which the stack creates all records.
   * @default you enter them by hand
   */
  hostedZone: z.optional(z.strictObject({ id: z.string().check(z.regex(/^Z[A-Z0-9]+$/)), name: text })),
})

const Topic = z.strictObject({ id: identifier, name: translated, description: translated })

/** One version of a consent text. A changed text needs a new version: people agreed to the old one. */
const Wording = z.strictObject({ id: identifier, version, text: translated })

/** One version of the short privacy notice shown where a form asks for data (UK GDPR Art 13). */
const PrivacyNotice = z.strictObject({ version, text: translated })

/**
 * The charitable soft opt-in (PECR reg 22(3A)). A form may use it only if its organisation declares every condition.
 * Its wording announces the mails and explains how to refuse them; its form has a box named `refuse`.
 */
const SoftOptIn = z.strictObject({
  isStatutoryCharity: z.literal(true),
  solelyFurthersCharitablePurposes: z.literal(true),
  /** The occasion on which people give their details, such as "donation" or "asking for information". */
  interest: text,
  refusalOfferedAtCollection: z.literal(true),
  refusalOfferedInEveryMessage: z.literal(true),
})

const Form = z.strictObject({
  title: translated,
  introduction: translated,
  wording: identifier,
  topics: z.array(identifier).check(z.minLength(1)),
  /**
   * Replaces consent by double opt-in.
   * @default consent
   */
  softOptIn: z.optional(SoftOptIn),
  /** The websites that may post to this form, by a script or as a plain form. */
  origins: z.array(origin),
  /**
   * The page to show after the form.
   * @default the hosted thank-you page
   */
  thankYouUrl: z.optional(httpUrl),
  /**
   * The language of the website that shows the form.
   * @default the visitor's language on our page, otherwise the first in the settings
   */
  locale: z.optional(Locale),
})

const Confirmation = z.strictObject({
  linkHours: z._default(hours, 72),
  /** The minimum time between two mails to one person, for whatever reason they are sent. */
  cooldownMinutes: z._default(z.number().check(z.nonnegative()), 10),
  mailsPerDay: z._default(z.int().check(z.positive()), 3),
  mailsPerWeek: z._default(z.int().check(z.positive()), 8),
})

const share = z.number().check(z.positive(), z.maximum(1))

/**
 * When to hold first mails back: shares of the last 24 hours' confirmation mails, each with the least number that counts.
 * The shares of bounces and complaints are half of those at which SES reviews an account.
 */
const Brake = z.strictObject({
  bounceShare: z._default(share, 0.025),
  leastBounces: z._default(z.int().check(z.positive()), 20),
  complaintShare: z._default(share, 0.0005),
  leastComplaints: z._default(z.int().check(z.positive()), 3),
  unconfirmedShare: z._default(share, 0.9),
  leastUnconfirmed: z._default(z.int().check(z.positive()), 100),
})

/** The links that show, correct and erase a person's data. */
const MyData = z.strictObject({ linkHours: z._default(hours, 24) })

/**
 * The number of soft bounces (a full mailbox, for example) within a number of days, with no delivery in between, that
 * ends the mailing.
 */
const Feedback = z.strictObject({
  softBounces: z._default(z.int().check(z.positive()), 5),
  softBounceDays: z._default(z.int().check(z.positive()), 30),
})

const Retention = z.strictObject({
  /** Days until an unconfirmed sign-up is deleted. */
  pendingDays: z._default(z.number().check(z.positive()), 7),
  /**
   * Months that evidence, address and name are kept after unsubscribing, to prove the agreement. Complaints to
   * regulators and, in much of Europe, claims and fines lapse after three years; the United Kingdom's six years for
   * claims (Limitation Act 1980) need 72.
   */
  evidenceMonths: z._default(z.int().check(z.positive()), 36),
  /** Months that the contact and the notes of a closed data request are kept. */
  requestMonths: z._default(z.int().check(z.positive()), 36),
})

/** An outside organisation that gets data from here, such as a newsletter service (UK GDPR Art 15(1)(c), 19). */
const Recipient = z.strictObject({ name: text, receives: translated })

/**
 * The statements that must accompany a copy of a person's data (UK GDPR Art 15(1)-(2)); the product supplies the
 * rest.
 */
const DataProtection = z.strictObject({
  purposes: z.array(translated).check(z.minLength(1)),
  /** Organisations notified by an event when a person is erased. An empty list states that there are none. */
  recipients: z.array(Recipient),
  /**
   * Transfers outside the country, and their safeguard.
   * @default data stays in the AWS region
   */
  transfers: z.optional(translated),
  /** The authority for complaints: in the United Kingdom, the Information Commissioner. */
  authority: z.strictObject({ name: text, websiteUrl: httpUrl, phone: z.optional(text) }),
})

/** The calendar of the legal clock for data requests. */
const DataRequests = z.strictObject({
  /** The time zone that decides the day of receipt. */
  timeZone: z._default(
    z.string().check(z.refine(isTimeZone, 'an IANA time zone, such as Europe/London')),
    'Europe/London',
  ),
  holidaysOf: z._default(z.enum(nations), 'england-and-wales'),
  /** One-off bank holidays proclaimed since this version. */
  extraHolidays: z._default(z.array(z.iso.date()), []),
})

const Limits = z.strictObject({
  signUpsPerNetworkPerHour: z._default(z.int().check(z.positive()), 60),
  /**
   * The people about whom one officer or program may ask `may-mail` in a day, since each answer reveals whether an address
   * is known. A list that is longer is better read from the mailing list.
   */
  mayMailPeoplePerDay: z._default(z.int().check(z.positive()), 2000),
  /**
   * Of each route that strangers may use: forms, and requests for links. Routes of a signed link and of officers have the
   * account's own limits.
   */
  requestsPerSecond: z._default(z.int().check(z.positive()), 50),
  burst: z._default(z.int().check(z.positive()), 100),
  /**
   * The invocations at once that each queue may use. All of an account's functions share one limit, which is 10 in a new
   * account: queues must leave room for the API. Lambda's minimum is 2.
   */
  workerConcurrency: z._default(z.int().check(z.minimum(2), z.maximum(1000)), 2),
  /**
   * The invocations at once that only unsubscribing may use, whatever else is busy. Lambda refuses it in an account whose
   * limit would leave fewer than 100 for the rest.
   */
  reservedConcurrency: z._default(z.int().check(z.nonnegative()), 0),
})

/**
 * The officers' sign-in: any OpenID Connect issuer whose tokens carry our roles.
 * @default a Cognito user pool in the stack
 */
const Officers = z.strictObject({
  issuer: httpUrl,
  audience: text,
  /** The claim that holds the roles, as a list or a single string. A claim with any other content grants none. */
  rolesClaim: z._default(text, 'cognito:groups'),
})

export const Settings = z
  .strictObject({
    stackName: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,40}$/)),
    region: z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region, such as eu-west-2')),
    /** `production` keeps tables, keys and logs when the stack is deleted; `throwaway` deletes them. */
    environment: z.enum(['production', 'throwaway']),
    organisation: Organisation,
    site: Site,
    sender: Sender,
    officers: z.optional(Officers),
    locales: z._default(z.array(Locale).check(z.minLength(1)), ['en']),
    topics: z.array(Topic).check(z.minLength(1)),
    wordings: z.array(Wording).check(z.minLength(1)),
    privacyNotices: z.array(PrivacyNotice).check(z.minLength(1)),
    forms: z.record(identifier, Form),
    confirmation: z.prefault(Confirmation, {}),
    brake: z.prefault(Brake, {}),
    myData: z.prefault(MyData, {}),
    feedback: z.prefault(Feedback, {}),
    retention: z.prefault(Retention, {}),
    dataProtection: DataProtection,
    dataRequests: z.prefault(DataRequests, {}),
    limits: z.prefault(Limits, {}),
    theme: z.prefault(Theme, {}),
  })
  .check(checkReferences)

export type Settings = z.infer<typeof Settings>
export type FormSettings = z.infer<typeof Form>

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

type Issues = { value: Settings; issues: unknown[] }

/** Checks references between fields, and that each text exists in every language offered. */
function checkReferences({ value, issues }: Issues): void {
  const fail = (path: (string | number)[], message: string) =>
    issues.push({ code: 'custom', path, message, input: value })
  const needTexts = (texts: Partial<Record<Locale, string>>, path: (string | number)[]) => {
    for (const locale of value.locales) {
      if (!texts[locale]) fail([...path, locale], `missing: "${locale}" is one of the locales`)
    }
  }
  for (const { path, message } of contrastProblems(value.theme)) fail(['theme', ...path], message)
  value.topics.forEach((topic, i) => {
    needTexts(topic.name, ['topics', i, 'name'])
    needTexts(topic.description, ['topics', i, 'description'])
  })
  const { purposes, recipients, transfers } = value.dataProtection
  purposes.forEach((purpose, i) => {
    needTexts(purpose, ['dataProtection', 'purposes', i])
  })
  recipients.forEach(({ receives }, i) => {
    needTexts(receives, ['dataProtection', 'recipients', i, 'receives'])
  })
  if (transfers) needTexts(transfers, ['dataProtection', 'transfers'])
  value.privacyNotices.forEach((notice, i) => {
    needTexts(notice.text, ['privacyNotices', i, 'text'])
    if (value.privacyNotices.findIndex(({ version }) => version === notice.version) !== i) {
      fail(['privacyNotices', i, 'version'], 'the same version is listed twice')
    }
  })
  const versions = new Set<string>()
  value.wordings.forEach((wording, i) => {
    needTexts(wording.text, ['wordings', i, 'text'])
    const key = `${wording.id} ${wording.version}`
    if (versions.has(key)) fail(['wordings', i, 'version'], 'the same id and version are listed twice')
    versions.add(key)
  })
  if (Object.keys(value.forms).length === 0) fail(['forms'], 'at least one form is needed')
  for (const [id, form] of Object.entries(value.forms)) {
    needTexts(form.title, ['forms', id, 'title'])
    needTexts(form.introduction, ['forms', id, 'introduction'])
    if (!value.wordings.some((wording) => wording.id === form.wording)) {
      fail(['forms', id, 'wording'], `no wording has the id "${form.wording}"`)
    }
    form.topics.forEach((topic, i) => {
      if (!value.topics.some(({ id }) => id === topic))
        fail(['forms', id, 'topics', i], `no topic has the id "${topic}"`)
    })
    if (form.locale && !value.locales.includes(form.locale))
      fail(['forms', id, 'locale'], 'not one of the locales')
  }
  if (value.confirmation.linkHours > value.retention.pendingDays * 24) {
    fail(['confirmation', 'linkHours'], 'a link cannot outlive the pending sign-up (retention.pendingDays)')
  }
  const { hostedZone, address } = value.sender
  if (hostedZone && !`.${domainOf(address)}`.endsWith(`.${hostedZone.name}`)) {
    fail(['sender', 'hostedZone', 'name'], 'is not the zone that the sender’s domain is in')
  }
  if (value.environment === 'production' && !value.site.certificateArn) {
    fail(['site', 'certificateArn'], 'is needed in production: without it nothing serves the public URL')
  }
  const certificateRegion = value.site.certificateArn?.split(':')[3]
  if (certificateRegion !== undefined && certificateRegion !== value.region) {
    fail(['site', 'certificateArn'], `is in ${certificateRegion}: API Gateway needs one in ${value.region}`)
  }
  if (value.environment === 'production' && !value.site.publicUrl.startsWith('https://')) {
    fail(['site', 'publicUrl'], 'must be https in production')
  }
}
