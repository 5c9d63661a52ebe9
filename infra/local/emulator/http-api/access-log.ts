import type { LocalResource } from '../template/deployment.ts'

/** What a line of an access log can say here, by the name that API Gateway gives it. */
export interface AccessFacts {
  readonly requestId: string
  /** `-` where no route matched. */
  readonly routeKey: string
  readonly status: number
}

/**
 * Writes the lines of a stage's access log in its format.
 * @returns undefined if the stage keeps none
 * @throws on a format that API Gateway would not take, or with a variable that nothing here knows
 */
export function accessLogOf({
  logicalId,
  properties,
}: LocalResource): ((facts: AccessFacts) => string) | undefined {
  const { AccessLogSettings } = properties
  if (!AccessLogSettings) return undefined
  const format = String(AccessLogSettings.Format)
  const variable = /\$context\.([A-Za-z.]+)/g
  const unknown = [...format.matchAll(variable)].find(([, name]) => !isKnown(name))
  if (unknown) throw new Error(`The access log of ${logicalId} has ${unknown[0]}, which is not known here`)
  if (!format.includes('$context.requestId'))
    throw new Error(`The access log of ${logicalId} needs $context.requestId`)
  return (facts) => format.replace(variable, (_, name: string) => (isKnown(name) ? String(facts[name]) : ''))
}

const known = ['requestId', 'routeKey', 'status'] as const
const isKnown = (name: string | undefined): name is keyof AccessFacts => known.some((fact) => fact === name)
