// biome-ignore lint/suspicious/noExplicitAny: patterns and events have any shape
type Json = any

/** Checks whether an event matches a pattern of EventBridge or a filter of an event source mapping. */
export function matchesPattern(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return (expected as Json[]).some((alternative) => matchesPattern(alternative, event))
    const actual = event?.[key]
    if (Array.isArray(expected)) return expected.some((matcher) => matchesLeaf(matcher, actual))
    if (Array.isArray(actual)) return actual.some((item) => matchesPattern(expected, item))
    return matchesPattern(expected, actual)
  })
}

function matchesLeaf(matcher: Json, actual: Json): boolean {
  if (isObject(matcher) && 'exists' in matcher) return matcher.exists === isLeaf(actual)
  if (actual === undefined) return false
  const values: Json[] = Array.isArray(actual) ? actual : [actual]
  if (isObject(matcher) && 'anything-but' in matcher)
    return values.every((value) => matchesValue(matcher, value))
  return values.some((value) => matchesValue(matcher, value))
}

function matchesValue(matcher: Json, value: Json): boolean {
  if (!isObject(matcher)) return matcher === value
  const [[name, argument] = ['', undefined]] = Object.entries(matcher)
  const comparison = comparisons[name]
  if (!comparison)
    throw new Error(`Unknown matcher "${name}" in an event pattern: add it to eventbridge/event-pattern.ts`)
  return comparison(argument, value)
}

const isText = (value: Json): value is string => typeof value === 'string'

const comparisons: Record<string, (argument: Json, value: Json) => boolean> = {
  prefix: (argument, value) => affix(argument, value, (text, part) => text.startsWith(part)),
  suffix: (argument, value) => affix(argument, value, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (argument, value) => isText(value) && value.toLowerCase() === argument.toLowerCase(),
  wildcard: (argument, value) => isText(value) && wildcard(argument).test(value),
  numeric: (argument, value) => typeof value === 'number' && numeric(argument, value),
  'anything-but': (argument, value) => ![argument].flat().some((matcher) => matchesValue(matcher, value)),
}

function affix(argument: Json, value: Json, test: (text: string, part: string) => boolean): boolean {
  if (!isText(value)) return false
  return isObject(argument)
    ? test(value.toLowerCase(), argument['equals-ignore-case'].toLowerCase())
    : test(value, argument)
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escapeForRegExp).join('.*')}$`, 's')
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}

function numeric(argument: Json[], value: number): boolean {
  if (argument.length === 0) return true
  const [operator, bound, ...rest] = argument
  const compare = {
    '=': value === bound,
    '<': value < bound,
    '<=': value <= bound,
    '>': value > bound,
    '>=': value >= bound,
  }
  return Boolean(compare[operator as keyof typeof compare]) && numeric(rest, value)
}

const isObject = (value: Json): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isLeaf = (value: Json): boolean => value !== undefined && !isObject(value)
