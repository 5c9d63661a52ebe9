import {
  type Corrections,
  type PersonalDetails,
  type ProfileField,
  profileFields,
} from '../domain/profile.ts'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import { profileShape } from '../web/form-fields.ts'
import type { FieldError } from '../web/problem.ts'

type SentDetails = { readonly [Field in ProfileField]?: string | undefined }

/** Returns the personal details that were filled in, trimmed, without blank ones. */
export function filledInDetails(sent: SentDetails): PersonalDetails {
  const filledIn = profileFields.map((field) => [field, tidyText(sent[field] ?? '')] as const)
  return Object.fromEntries(filledIn.filter(([, value]) => value !== ''))
}

/** Reads the form that corrects all personal details at once. A blank field removes the detail. */
export function readCorrections(sent: URLSearchParams, locale: Locale): Corrections | FieldError[] {
  const { invalid } = messagesIn(locale)
  const values = profileFields.map((field) => [field, tidyText(sent.get(field) ?? '')] as const)
  const errors = values
    .filter(([field, value]) => !profileShape[field].safeParse(value).success)
    .map(([field]) => ({ field, detail: invalid[field] }))
  return errors.length > 0
    ? errors
    : Object.fromEntries(values.map(([field, value]) => [field, value === '' ? null : value]))
}

/** Describes the error of a personal detail in the person's language. @returns undefined for any other field */
export function detailError(field: string, locale: Locale): string | undefined {
  const known = profileFields.find((name) => name === field)
  return known && messagesIn(locale).invalid[known]
}

/** Trims a text and repairs lone surrogates, which DynamoDB refuses. */
export const tidyText = (value: string): string => value.trim().toWellFormed()
