import type * as z from 'zod/mini'
import { type EmailAddress, isDeliverable, parseEmailAddress } from '../domain/email-address.ts'
import { detailsIn, type PersonalDetails } from '../domain/profile.ts'
import { messagesIn } from '../messages/index.ts'
import type { Messages } from '../messages/messages.ts'
import type { FormValues } from '../pages/form-page.ts'
import type { Locale } from '../settings/locale.ts'
import type { FormSettings, Settings } from '../settings/settings.ts'
import { SignUp } from '../web/contract.ts'
import { fieldNamed, readFormFields, textFields } from '../web/form-fields.ts'
import type { FieldError } from '../web/problem.ts'
import type { Body } from '../web/request.ts'
import { tidyText } from './details-body.ts'

/** A valid sign-up: the form exists, the address can receive mail, the topics are the form's. */
export interface ValidSignUp {
  readonly formId: string
  readonly form: FormSettings
  readonly address: EmailAddress
  readonly details: PersonalDetails
  readonly topics: readonly string[]
  readonly page?: string
  /** The version of the wording that the form showed, if it was sent. */
  readonly wordingVersion?: number
  /** The fields that make up the consent, as sent, for evidence. */
  readonly submitted: Readonly<Record<string, string | readonly string[]>>
  /** Whether a robot filled it in. */
  readonly trapped: boolean
  /** Whether the box to refuse was ticked on a soft opt-in form: then nothing is kept. */
  readonly refused: boolean
}

/** The fields as sent, valid or not. They name the form and the language, and are shown again. */
export type SentFields = Readonly<Record<string, unknown>>

/** Reads the fields of a body. @returns undefined if it is JSON but not an object */
export function readFields(body: Body): SentFields | undefined {
  if (body.kind === 'form') return readFormFields(body.fields)
  const { value } = body
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(
    Object.entries(value).map(([name, sent]) => [
      name,
      fieldNamed(name)?.kind === 'choices' && typeof sent === 'string' ? [sent] : sent,
    ]),
  )
}

/** Returns the values typed and ticked, to show them again in a form that comes back. */
export function valuesToShowAgain(sent: SentFields): FormValues {
  return {
    ...Object.fromEntries(textFields.map((name) => [name, textOf(sent[name])])),
    topics: Array.isArray(sent.topics) ? sent.topics.map(textOf) : [],
    consent: sent.consent !== undefined && SignUp.shape.consent.safeParse(sent.consent).success,
    refuse: isRefusal(sent.refuse),
  }
}

/** Validates every field, so that a form comes back once with all its errors. */
export function validateSignUp(
  sent: SentFields,
  settings: Settings,
  locale: Locale,
): ValidSignUp | FieldError[] {
  const { invalid } = messagesIn(locale)
  const fields = withoutBlanks(sent)
  const parsed = SignUp.safeParse(fields)
  const wrong = new Map(parsed.success ? [] : fieldErrors(parsed.error.issues, invalid))
  const note = (field: string, detail: string) => wrong.has(field) || wrong.set(field, detail)

  const formId = textOf(fields.form)
  const form = Object.hasOwn(settings.forms, formId) ? settings.forms[formId] : undefined
  if (!form) return [{ field: 'form', detail: invalid.form }]
  if (!form.softOptIn && fields.consent === undefined) note('consent', invalid.consent)
  const address = parseEmailAddress(textOf(fields.email))
  if (!address) note('email', invalid.email)
  else if (!isDeliverable(address)) note('email', invalid.undeliverable)
  const sentTopics = SignUp.shape.topics.safeParse(fields.topics)
  const topics = sentTopics.success ? chosenTopics(sentTopics.data, form) : undefined
  if (!topics) note('topics', invalid.topics)

  if (!parsed.success || !address || !topics || wrong.size > 0) {
    return [...wrong].map(([field, detail]) => ({ field, detail }))
  }
  const { page, website, wording, refuse } = parsed.data
  return {
    formId,
    form,
    address,
    details: detailsIn(parsed.data),
    topics,
    submitted: submittedFields(parsed.data),
    trapped: Boolean(website),
    refused: form.softOptIn !== undefined && isRefusal(refuse),
    ...(page && { page }),
    ...(wording && { wordingVersion: Number(wording) }),
  }
}

/** Checks whether a person refused: any text counts, except `false` and an empty one. */
const isRefusal = (value: unknown) =>
  value === true || (typeof value === 'string' && value !== '' && value !== 'false')

function submittedFields(signUp: SignUp): ValidSignUp['submitted'] {
  const kept = Object.entries(signUp).filter(
    ([name, value]) => value !== undefined && fieldNamed(name)?.evidence !== false,
  )
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]))
}

/**
 * Returns all of the form's topics if there was no choice; otherwise the chosen ones, of which there must be at least
 * one.
 */
function chosenTopics(
  sent: readonly string[] | undefined,
  form: FormSettings,
): readonly string[] | undefined {
  if (sent === undefined) return form.topics
  const chosen = [...new Set(sent.filter((topic) => topic !== ''))]
  return chosen.length > 0 && chosen.every((topic) => form.topics.includes(topic)) ? chosen : undefined
}

/** Removes fields that count as not sent. An optional field left blank in an HTML form arrives as an empty text. */
function withoutBlanks(sent: SentFields): SentFields {
  const tidied = Object.entries(sent).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? tidyText(value) : value,
  ])
  return Object.fromEntries(
    tidied.filter(
      ([name, value]) =>
        value !== '' && value !== null && (fieldNamed(name)?.kind !== 'hidden' || typeof value === 'string'),
    ),
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

function fieldErrors(issues: readonly z.core.$ZodIssue[], invalid: Messages['invalid']): [string, string][] {
  const details: Readonly<Record<string, string>> = invalid
  return issues.map(({ path }) => {
    const name = String(path[0])
    return [name, details[fieldNamed(name)?.error ?? 'value'] ?? invalid.value]
  })
}
