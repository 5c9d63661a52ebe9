export type Context = Record<string, string | string[] | undefined>
export type Conditions = Record<string, Record<string, string | string[]>>

/** Thrown for a part of a policy that the emulator cannot evaluate, so that nothing is allowed by guesswork. */
export class UnknownCondition extends Error {}

/**
 * Checks whether all conditions hold, as in IAM: operators and keys are joined by AND, values by OR.
 * @throws UnknownCondition for an operator or a key that the emulator does not know
 */
export function conditionsHold(conditions: Conditions | undefined, context: Context): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => conditionHolds(operator, key, list(wanted), context)),
  )
}

function conditionHolds(written: string, key: string, wanted: string[], context: Context): boolean {
  const [, quantifier, name, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? []
  const operator = operators[name ?? '']
  if (!operator && name !== 'Null') throw new UnknownCondition(`the condition operator "${written}"`)
  const actual = contextValue(key, context)
  if (!operator) return wanted.includes(String(actual === undefined))
  if (!quantifier && isMultiValued(key)) return false
  if (actual === undefined || actual.length === 0)
    return missingKeyHolds(quantifier, operator, ifExists !== undefined)
  const matches = (value: string) =>
    operator.negated
      ? !wanted.some((w) => operator.test(value, w))
      : wanted.some((w) => operator.test(value, w))
  return quantifier === 'ForAllValues' ? actual.every(matches) : actual.some(matches)
}

/** The keys that AWS's service authorization reference gives as `ArrayOf…`. No operator matches one without a quantifier. */
const multiValuedKeys = [
  'aws:CalledVia',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceNamesList',
  'aws:TagKeys',
  'dynamodb:Attributes',
  'dynamodb:LeadingKeys',
  'events:detail-type',
  'events:source',
  'kms:EncryptionContextKeys',
  'kms:GrantOperations',
  'ses:Recipients',
].map((key) => key.toLowerCase())

const isMultiValued = (key: string) => multiValuedKeys.includes(key.toLowerCase())

/** Returns the result for an absent key: in IAM it fails a positive operator and satisfies a negated one. */
function missingKeyHolds(quantifier: string | undefined, operator: Operator, ifExists: boolean): boolean {
  if (ifExists || quantifier === 'ForAllValues') return true
  return quantifier === undefined && operator.negated
}

function contextValue(key: string, context: Context): string[] | undefined {
  const found = Object.keys(context).find((known) => known.toLowerCase() === key.toLowerCase())
  if (found === undefined) throw new UnknownCondition(`the condition key "${key}"`)
  const value = context[found]
  return value === undefined ? undefined : list(value)
}

interface Operator {
  test: (actual: string, wanted: string) => boolean
  negated: boolean
}

const equal = (a: string, b: string) => a === b
const equalIgnoringCase = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const like = (a: string, b: string) => wildcard(b).test(a)
const numeric = (compare: (a: number, b: number) => boolean) => (a: string, b: string) =>
  compare(Number(a), Number(b))
const positive = (test: Operator['test']): Operator => ({ test, negated: false })
const negated = (test: Operator['test']): Operator => ({ test, negated: true })

const operators: Record<string, Operator> = {
  StringEquals: positive(equal),
  StringNotEquals: negated(equal),
  StringEqualsIgnoreCase: positive(equalIgnoringCase),
  StringNotEqualsIgnoreCase: negated(equalIgnoringCase),
  StringLike: positive(like),
  StringNotLike: negated(like),
  ArnEquals: positive(like),
  ArnLike: positive(like),
  ArnNotEquals: negated(like),
  ArnNotLike: negated(like),
  Bool: positive(equalIgnoringCase),
  NumericEquals: positive(numeric((a, b) => a === b)),
  NumericNotEquals: negated(numeric((a, b) => a === b)),
  NumericLessThan: positive(numeric((a, b) => a < b)),
  NumericLessThanEquals: positive(numeric((a, b) => a <= b)),
  NumericGreaterThan: positive(numeric((a, b) => a > b)),
  NumericGreaterThanEquals: positive(numeric((a, b) => a >= b)),
}

const patterns = new Map<string, RegExp>()

/** Turns an IAM pattern into a regular expression: `*` stands for any characters, `?` for one. */
export function wildcard(pattern: string, flags = ''): RegExp {
  const key = flags + pattern
  const known = patterns.get(key)
  if (known) return known
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const made = new RegExp(`^${escaped}$`, `s${flags}`)
  patterns.set(key, made)
  return made
}

export function list<T>(oneOrMany: T | T[] | undefined): T[] {
  if (oneOrMany === undefined) return []
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany]
}
