import * as z from 'zod/mini'
import { type ProfileField, profileFields } from '../domain/profile.ts'

/**
 * Declares each field of the sign-up form once: all code that reads, draws or describes a form, or keeps its values
 * as evidence, reads `formFields`. A personal detail is also named in `profileFields`, and has its label and its
 * error in each language.
 */

interface Field {
  /** Accepts the field's value from JSON and from an HTML form. */
  readonly schema: z.ZodMiniType
  /** The name of the error's text in `Messages['invalid']`. @default value */
  readonly error?: string
  /** @default true */
  readonly evidence?: false
}

/** A field that people type into. If the form comes back, it keeps its text. */
interface TextField extends Field {
  readonly kind: 'email' | 'text'
  /** The name of the label's text in `Messages['form']`. */
  readonly label: string
  /** HTML's autocomplete token. */
  readonly autocomplete: string
  readonly maxLength: number
  readonly required: boolean
}

interface OtherField extends Field {
  /**
   * - `checkbox`: ticked or not; kept if the form comes back
   * - `choices`: several values, each sent by itself in an HTML form; kept if the form comes back
   * - `hidden`: filled in by the page; no person can correct it, so an invalid value counts as not sent
   * - `honeypot`: a trap for robots, which people leave empty
   */
  readonly kind: 'checkbox' | 'choices' | 'hidden' | 'honeypot'
}

/**
 * Matches one line without characters that control the direction of writing, except the joiners that Persian and
 * others need, and without addresses of any kind, because mails repeat the name.
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

/** The fields by name. Unknown fields are ignored: forms have buttons, and websites add fields. */
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
  /** On every form except those of the soft opt-in. */
  consent: { kind: 'checkbox', schema: z.optional(ticked), error: 'consent' },
  /** On soft opt-in forms: ticked to refuse. */
  refuse: { kind: 'checkbox', schema: z.optional(z.union([z.boolean(), z.string()])) },
  ...profile,
  topics: {
    kind: 'choices',
    schema: z.optional(z.array(z.string().check(z.maxLength(30))).check(z.maxLength(50))),
    error: 'topics',
  },
  locale: { kind: 'hidden', schema: optionalText },
  /** The URL of the page that has the form. The evidence keeps it separately. */
  page: { kind: 'hidden', schema: optionalText, evidence: false },
  /** The version of the wording that the form shows. @default the newest */
  wording: { kind: 'hidden', schema: optionalText },
  website: { kind: 'honeypot', schema: optionalText, evidence: false },
} as const satisfies Record<string, TextField | OtherField>

export type FormFieldName = keyof typeof formFields
export type TextFieldName = 'email' | ProfileField

const fieldNames = Object.keys(formFields) as FormFieldName[]

/** In the form's order. */
export const textFields: readonly TextFieldName[] = ['email', ...profileFields]

export const signUpShape = shapeOf(fieldNames)
export const profileShape = shapeOf(profileFields)

/** The personal details on record, in answers. */
export const heldDetails = Object.fromEntries(profileFields.map((field) => [field, optionalText])) as Record<
  ProfileField,
  typeof optionalText
>

/** Finds a field by its name. @returns undefined for a field that the website added */
export function fieldNamed(name: string): TextField | OtherField | undefined {
  return Object.hasOwn(formFields, name) ? formFields[name as FormFieldName] : undefined
}

/** Reads the fields of an HTML form: choices as a list, the last value of any other field. */
export function readFormFields(sent: URLSearchParams): Record<string, string | string[]> {
  const choices = fieldNames.filter((name) => formFields[name].kind === 'choices' && sent.has(name))
  return {
    ...Object.fromEntries(sent),
    ...Object.fromEntries(choices.map((name) => [name, sent.getAll(name)])),
  }
}

/** Declares an optional text whose label and error have its own name. */
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
