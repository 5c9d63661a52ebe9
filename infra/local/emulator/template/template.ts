export interface TemplateResource {
  Type: string
  Condition?: string
  Properties?: Record<string, unknown>
  Metadata?: Record<string, unknown>
}

export interface Template {
  Resources: Record<string, TemplateResource>
  Parameters?: Record<string, { Type?: string; Default?: unknown }>
  Conditions?: Record<string, unknown>
  Mappings?: Record<string, Record<string, Record<string, unknown>>>
  Outputs?: Record<string, { Value: unknown; Condition?: string }>
}

export interface Scope {
  template: Template
  /** Pseudo parameters such as `AWS::Region`. */
  pseudoParameters: Record<string, unknown>
  ref(logicalId: string): string
  attribute(logicalId: string, name: string): unknown
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown

const removed = Symbol('AWS::NoValue')

/**
 * Resolves every intrinsic in a template's value; properties that are `AWS::NoValue` are left out.
 * @throws Error that names an unknown intrinsic
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const resolved = resolveAny(value, scope)
  return resolved === removed ? undefined : resolved
}

/** Checks whether a condition of the template holds. */
export function holds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name]
  if (condition === undefined) throw new Error(`The template has no condition "${name}"`)
  return truth(condition, scope)
}

function resolveAny(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolveAny(item, scope)).filter((item) => item !== removed)
  if (typeof value === 'string' && value.includes('{{resolve:'))
    throw new Error('The emulator does not support dynamic references ({{resolve:…}})')
  if (typeof value !== 'object' || value === null) return value
  const [key, argument] = onlyEntry(value) ?? []
  if (key === 'Ref') return reference(String(argument), scope)
  if (key?.startsWith('Fn::')) return intrinsic(key)(argument, scope)
  const entries = Object.entries(value).map(([name, item]) => [name, resolveAny(item, scope)] as const)
  return Object.fromEntries(entries.filter(([, item]) => item !== removed))
}

function onlyEntry(value: object): [string, unknown] | undefined {
  const entries = Object.entries(value)
  return entries.length === 1 ? entries[0] : undefined
}

function reference(name: string, scope: Scope): unknown {
  if (name === 'AWS::NoValue') return removed
  if (name in scope.pseudoParameters) return scope.pseudoParameters[name]
  const parameter = scope.template.Parameters?.[name]
  if (parameter) {
    if (parameter.Default === undefined) throw new Error(`The parameter "${name}" has no default`)
    return parameter.Default
  }
  if (name.startsWith('AWS::')) throw new Error(`Unknown pseudo parameter "${name}"`)
  return scope.ref(name)
}

function intrinsic(name: string): Intrinsic {
  const found = intrinsics[name]
  if (!found) throw new Error(`Unknown intrinsic "${name}": add it to template/template.ts`)
  return found
}

const intrinsics: Record<string, Intrinsic> = {
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...name] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.')
    return scope.attribute(logicalId ?? '', name.join('.'))
  },
  'Fn::Sub': (argument, scope) => {
    const [text, extra] = Array.isArray(argument) ? argument : [argument, {}]
    return substitute(String(text), (resolveAny(extra ?? {}, scope) as Record<string, unknown>) ?? {}, scope)
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list('Fn::Join', argument)
    return list('Fn::Join', resolveAny(parts, scope)).map(String).join(String(separator))
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list('Fn::Select', argument)
    const chosen = list('Fn::Select', resolveAny(items, scope))[Number(resolveAny(index, scope))]
    if (chosen === undefined) throw new Error(`Fn::Select has no item ${index}`)
    return chosen
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = list('Fn::Split', argument)
    return String(resolveAny(text, scope)).split(String(separator))
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list('Fn::If', argument)
    return resolveAny(holds(String(condition), scope) ? yes : no, scope)
  },
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolveAny(argument, scope))).toString('base64'),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list('Fn::FindInMap', resolveAny(argument, scope)).map(String)
    const found = scope.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? '']
    if (found === undefined) throw new Error(`The mapping ${map}.${first}.${second} does not exist`)
    return found
  },
}

function substitute(text: string, extra: Record<string, unknown>, scope: Scope): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in extra) return String(extra[name])
    const dot = name.indexOf('.')
    if (dot > 0) return String(scope.attribute(name.slice(0, dot), name.slice(dot + 1)))
    return String(reference(name, scope))
  })
}

function truth(condition: unknown, scope: Scope): boolean {
  const [operator, argument] = onlyEntry(condition as object) ?? []
  if (operator === 'Condition') return holds(String(argument), scope)
  if (operator === 'Fn::Equals') {
    const [left, right] = list(operator, argument).map((item) => resolveAny(item, scope))
    return JSON.stringify(left) === JSON.stringify(right)
  }
  if (operator === 'Fn::And') return list(operator, argument).every((item) => truth(item, scope))
  if (operator === 'Fn::Or') return list(operator, argument).some((item) => truth(item, scope))
  if (operator === 'Fn::Not') return !truth(list(operator, argument)[0], scope)
  throw new Error(`Unknown condition "${operator ?? JSON.stringify(condition)}"`)
}

function list(name: string, argument: unknown): unknown[] {
  if (!Array.isArray(argument)) throw new Error(`${name} needs a list, not ${JSON.stringify(argument)}`)
  return argument
}
