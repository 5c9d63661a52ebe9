/**
 * The details that people may give besides their address. A field added here does not compile until the form
 * (`shared/web/form-fields.ts`) and the messages have it; everything that carries a profile then carries it too.
 */
export const profileFields = ['name'] as const
export type ProfileField = (typeof profileFields)[number]

/** The fields that were filled in, each on one line. Personal data: kept with the supporter and erased. */
export type PersonalDetails = { readonly [Field in ProfileField]?: string }

/** Corrections of the fields named; null removes a field (UK GDPR Art 16). */
export type Corrections = { readonly [Field in ProfileField]?: string | null }

type Given<Value> = { readonly [Field in ProfileField]?: Value | undefined }

/** Picks the personal details out of a larger object. */
export const detailsIn = (source: Given<string> = {}): PersonalDetails => fieldsIn(source)

/** Picks the corrections out of a larger object. */
export const correctionsIn = (source: Given<string | null>): Corrections => fieldsIn(source)

/** Omits the personal details, or their corrections. */
export function withoutDetails<Source extends Given<unknown>>(source: Source): WithoutDetails<Source> {
  const rest = Object.entries(source).filter(([key]) => !profileFields.some((field) => field === key))
  return Object.fromEntries(rest) as WithoutDetails<Source>
}

/** Distributes over the members of a union, so that each keeps its own fields. */
type WithoutDetails<Source> = Source extends unknown ? Omit<Source, ProfileField> : never

/** Checks whether two profiles hold the same details. */
export function haveSameDetails(left: PersonalDetails, right: PersonalDetails): boolean {
  return profileFields.every((field) => left[field] === right[field])
}

/** Checks whether `given` holds a value that `held` does not. A field that it omits is unchanged. */
export function changesDetails(given: PersonalDetails, held: PersonalDetails): boolean {
  return profileFields.some((field) => given[field] !== undefined && given[field] !== held[field])
}

/** Applies corrections to the details on record. */
export function correctedDetails(held: PersonalDetails, corrections: Corrections): PersonalDetails {
  const details = { ...detailsIn(held), ...correctionsIn(corrections) }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null))
}

function fieldsIn<Value>(source: Given<Value>): { [Field in ProfileField]?: Value } {
  const fields = profileFields.map((field) => [field, source[field]] as const)
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as {
    [Field in ProfileField]?: Value
  }
}
