/**
 * Lists what people may tell us about themselves beside their address. A field added here does not compile until the
 * form (`shared/web/form-fields.ts`) and the messages have it; everything that carries a profile then carries it too.
 */
export const profileFields = ['name'] as const
export type ProfileField = (typeof profileFields)[number]

/** Holds the fields that were filled in, each on one line. Personal data: it is kept with the supporter and erased. */
export type PersonalDetails = { readonly [Field in ProfileField]?: string }

/** Corrects the fields that it names, and removes those that are null (UK GDPR Art 16). */
export type Corrections = { readonly [Field in ProfileField]?: string | null }

type Given<Value> = { readonly [Field in ProfileField]?: Value | undefined }

/** Picks the personal details out of an object that holds more than them. */
export const detailsIn = (source: Given<string> = {}): PersonalDetails => fieldsIn(source)

/** Picks the corrections out of an object that holds more than them. */
export const correctionsIn = (source: Given<string | null>): Corrections => fieldsIn(source)

/** Leaves out the personal details, or the corrections of them. */
export function withoutDetails<Source extends Given<unknown>>(source: Source): WithoutDetails<Source> {
  const rest = Object.entries(source).filter(([key]) => !profileFields.some((field) => field === key))
  return Object.fromEntries(rest) as WithoutDetails<Source>
}

/** Distributes over the members of a union, so that each keeps its own fields. */
type WithoutDetails<Source> = Source extends unknown ? Omit<Source, ProfileField> : never

/** Tells whether two profiles hold the same details. */
export function haveSameDetails(one: PersonalDetails, other: PersonalDetails): boolean {
  return profileFields.every((field) => one[field] === other[field])
}

/** Tells whether `given` holds a value that `held` does not. What it leaves out it does not change. */
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
