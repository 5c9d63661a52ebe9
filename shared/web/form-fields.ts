import * as z from 'zod/mini'
import { type ProfileField, profileFields } from '../domain/profile.ts'

/**
 * Declares each field of the sign-up form once: all that reads, draws or describes a form, or keeps what was sent as
 * evidence, reads `formFields`. What people may tell us about themselves is also named in `profileFields`, and has its
 * label and its error in each language.
 */

interface Field {
  /** Accepts the field as it stands in JSON, and as an HTML form sends it. */
  readonly schema: z.ZodMiniType
  /** Names the words in `Messages['invalid']` about an unusable value. @default value */
  readonly error?: string
  /** @default true */
  readonly evidence?: false
}

/** Is typed into, and shown again with its text if the form comes back. */
interface TextField extends Field {
  readonly kind: 'email' | 'text'
  /** Names the words in `Messages['form']`. */
  readonly label: string
  /** HTML's token, by which a browser knows what to fill in. */
  readonly autocomplete: string
  readonly maxLength: number
  readonly required: boolean
}

interface OtherField extends Field {
  /**
   * - `checkbox`: ticked or not, and shown again as it was
   * - `choices`: several values, each sent by itself in an HTML form, and shown again as they were
   * - `hidden`: filled in by the page. No person can correct it, so that an unusable value counts as not sent
   * - `honeypot`: a trap for robots. People leave it empty
   */
  readonly kind: 'checkbox' | 'choices' | 'hidden' | 'honeypot'
}

/**
 * Matches a name, which anyone can type for anyone, and which heads a mail and a page: it must not be an advertisement.
 * - no line breaks and no tricks with the direction of writing, but the joiners that Persian and others need
 * - no address of any kind: a full stop ends an initial (“J. R. R.”, “J.-P.”) or an abbreviation of at most four letters
 *   (“Prof.”, “Jr.”), and joins nothing
 * - no other sign that ends a sentence, in any script
 */
export const personalLine = new RegExp(nameOf(), 'u')

/** Words that have no full stop, or end with one; each part begins with other signs than the one before ended with. */
function nameOf(): string {
  const never = String.raw`\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069/:@<>!?;…‥¡¿؟؛۔።।॥！？；：。．｡､、，／＠`
  const plain = String.raw`[^\s.${never}]+`
  const initials = String.raw`(?:\p{L}\p{M}*\.-?)+,?`
  const abbreviation = String.raw`(?:\p{L}\p{M}*){2,4}\.,?`
  const word = `(?:${plain}|${initials}|${abbreviation})`
  return String.raw`^(?:${word}(?:[^\S\p{Cc}\u2028\u2029]+${word})*)?$`
}

const ticked = z.union([z.literal(true), z.enum(['true', 'on', 'yes', '1'])])
const optionalText = z.optional(z.string())

const profile = {
  name: personalText('name', { autocomplete: 'name', maxLength: 60 }),
} satisfies Record<ProfileField, TextField>

/** By name, as they are sent. Unknown fields are ignored: forms have buttons and their websites' own fields. */
export const formFields = {
  form: { kind: 'hidden', schema: z.string().check(z.minLength(1), z.maxLength(30)), error: 'form' },
  email: {
    kind: 'email',
    schema: z.string().check(z.minLength(1), z.maxLength(320)),
    label: 'email',
    error: 'email',
    autocomplete: 'email',
    maxLength: 320,
    required: true,
  },
  /** On every form but those of the soft opt-in. */
  consent: { kind: 'checkbox', schema: z.optional(ticked), error: 'consent' },
  /** The box of a soft opt-in's form that says no. */
  refuse: { kind: 'checkbox', schema: z.optional(z.union([z.boolean(), z.string()])) },
  ...profile,
  topics: {
    kind: 'choices',
    schema: z.optional(z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50))),
    error: 'topics',
  },
  locale: { kind: 'hidden', schema: optionalText },
  /** The URL of the page that the form stands on: a part of the evidence by itself. */
  page: { kind: 'hidden', schema: optionalText, evidence: false },
  /** The version of the wording that the form shows; the newest if left out. */
  wording: { kind: 'hidden', schema: optionalText },
  website: { kind: 'honeypot', schema: optionalText, evidence: false },
} as const satisfies Record<string, TextField | OtherField>

export type FormFieldName = keyof typeof formFields
export type TextFieldName = 'email' | ProfileField

const fieldNames = Object.keys(formFields) as FormFieldName[]

/** In the order of the form. */
export const textFields: readonly TextFieldName[] = ['email', ...profileFields]

export const signUpShape = shapeOf(fieldNames)
export const profileShape = shapeOf(profileFields)

/** The details on record, in answers. */
export const heldDetails = Object.fromEntries(profileFields.map((field) => [field, optionalText])) as Record<
  ProfileField,
  typeof optionalText
>

/** @returns undefined for a field of the website's own */
export function fieldNamed(name: string): TextField | OtherField | undefined {
  return Object.hasOwn(formFields, name) ? formFields[name as FormFieldName] : undefined
}

/** Reads the fields of an HTML form: choices as a list, of any other field the last value. */
export function readFormFields(sent: URLSearchParams): Record<string, string | string[]> {
  const choices = fieldNames.filter((name) => formFields[name].kind === 'choices' && sent.has(name))
  return {
    ...Object.fromEntries(sent),
    ...Object.fromEntries(choices.map((name) => [name, sent.getAll(name)])),
  }
}

/** An optional text, with the same name for its label and its error. */
function personalText<Name extends ProfileField>(
  name: Name,
  { maxLength, ...rest }: Pick<TextField, 'autocomplete' | 'maxLength'>,
) {
  const schema = z.optional(z.string().check(z.maxLength(maxLength), z.regex(personalLine)))
  return { kind: 'text', schema, label: name, error: name, maxLength, required: false, ...rest } as const
}

function shapeOf<Name extends FormFieldName>(names: readonly Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, formFields[name].schema]))
  return shape as { [Field in Name]: (typeof formFields)[Field]['schema'] }
}
