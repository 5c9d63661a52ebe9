import type * as z from 'zod/mini'
import { type EmailAddress, isDeliverable, parseEmailAddress } from '../domain/email-address.ts'
import { messagesIn } from '../messages/index.ts'
import type { Messages } from '../messages/messages.ts'
import type { FormValues } from '../pages/form-page.ts'
import type { Locale } from '../settings/locale.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import { SignUp } from '../web/contract.ts'
import type { FieldError } from '../web/problem.ts'
import type { Body } from '../web/request.ts'

/** A sign-up that was checked: the form exists, the address can be written to, the topics are the form's. */
export interface CheckedSignUp {
  readonly formId: string
  readonly form: FormSettings
  readonly address: EmailAddress
  readonly name?: string
  readonly topics: readonly string[]
  readonly page?: string
  /** The version of the form's wording that was shown, if the form says so. */
  readonly wordingVersion?: number
  /** What makes up the consent, as it was sent: evidence. */
  readonly submitted: Readonly<Record<string, string | readonly string[]>>
  /** Filled in by a robot. */
  readonly trapped: boolean
  /** Ticked "no" on a form of the soft opt-in: nothing is kept. */
  readonly refused: boolean
}

/** The fields as sent, whatever they are: to find the form, the language, and what to show again. */
export type RawSignUp = Readonly<Record<string, unknown>>

/** @returns undefined if the body is JSON but no object */
export function rawSignUp(body: Body): RawSignUp | undefined {
  if (body.kind === 'form') return { ...Object.fromEntries(body.fields), ...topicsOf(body.fields) }
  const { value } = body
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return 'topics' in value && typeof value.topics === 'string'
    ? { ...value, topics: [value.topics] }
    : { ...value }
}

/** What to show again in a form that comes back. */
export function typedValues(raw: RawSignUp): FormValues {
  return {
    email: text(raw.email),
    name: text(raw.name),
    topics: Array.isArray(raw.topics) ? raw.topics.map(text) : [],
    consent: raw.consent !== undefined && SignUp.shape.consent.safeParse(raw.consent).success,
  }
}

/** Checks every field, so that a form comes back once with all there is to mend. */
export function checkSignUp(
  raw: RawSignUp,
  settings: Settings,
  locale: Locale,
): CheckedSignUp | FieldError[] {
  const { invalid } = messagesIn(locale)
  const sent = withoutBlanks(raw)
  const parsed = SignUp.safeParse(sent)
  const wrong = new Map(parsed.success ? [] : fieldErrors(parsed.error.issues, invalid))
  const note = (field: string, detail: string) => wrong.has(field) || wrong.set(field, detail)

  const formId = text(sent.form)
  const form = Object.hasOwn(settings.forms, formId) ? settings.forms[formId] : undefined
  if (!form) return [{ field: 'form', detail: invalid.form }]
  if (!form.softOptIn && sent.consent === undefined) note('consent', invalid.consent)
  const address = parseEmailAddress(text(sent.email))
  if (!address) note('email', invalid.email)
  else if (!isDeliverable(address)) note('email', invalid.undeliverable)
  const sentTopics = SignUp.shape.topics.safeParse(sent.topics)
  const topics = sentTopics.success ? chosenTopics(sentTopics.data, form) : undefined
  if (!topics) note('topics', invalid.topics)

  if (!parsed.success || !address || !topics || wrong.size > 0) {
    return [...wrong].map(([field, detail]) => ({ field, detail }))
  }
  const { name, page, website, wording } = parsed.data
  return {
    formId,
    form,
    address,
    topics,
    submitted: submittedFields(parsed.data),
    trapped: Boolean(website),
    refused: form.softOptIn !== undefined && isTicked(parsed.data.refuse),
    ...(name && { name }),
    ...(page && { page }),
    ...(wording && { wordingVersion: Number(wording) }),
  }
}

const isTicked = (value: string | boolean | undefined) =>
  value === true || (typeof value === 'string' && value !== 'false')

/** The page is evidence by itself, and the trap is empty. */
function submittedFields({ page: _, website: __, ...fields }: SignUp): CheckedSignUp['submitted'] {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    said.map(([field, value]) => [field, Array.isArray(value) ? value : String(value)]),
  )
}

/** All of the form's topics unless a choice was offered; then at least one of them, and none but them. */
function chosenTopics(
  sent: readonly string[] | undefined,
  form: FormSettings,
): readonly string[] | undefined {
  if (sent === undefined) return form.topics
  const chosen = [...new Set(sent.filter((topic) => topic !== ''))]
  return chosen.length > 0 && chosen.every((topic) => form.topics.includes(topic)) ? chosen : undefined
}

function topicsOf(fields: URLSearchParams): { topics?: string[] } {
  return fields.has('topics') ? { topics: fields.getAll('topics') } : {}
}

/**
 * An optional field left blank in an HTML form is sent as an empty text. What stands in a hidden field nobody can mend:
 * an unusable one counts as not sent.
 */
function withoutBlanks(raw: RawSignUp): RawSignUp {
  const clean = Object.entries(raw).map(([field, value]) => [
    field,
    typeof value === 'string' ? wellFormed(value) : value,
  ])
  const usable = ([field, value]: unknown[]) =>
    value !== '' && value !== null && (!hidden.includes(String(field)) || typeof value === 'string')
  return Object.fromEntries(clean.filter(usable))
}

const hidden = ['page', 'locale', 'wording']
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** Half a surrogate pair is no character, and DynamoDB takes none. */
const wellFormed = (value: string) => value.trim().toWellFormed()

function fieldErrors(issues: readonly z.core.$ZodIssue[], invalid: Messages['invalid']): [string, string][] {
  const details: Record<string, string> = { ...invalid }
  return issues.map(({ path }) => [String(path[0]), details[String(path[0])] ?? invalid.value])
}
