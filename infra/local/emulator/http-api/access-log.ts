import type { LocalResource } from '../template/deployment.ts'

/** The values that an access log's line may contain, by API Gateway's names. */
export interface AccessFacts {
  readonly requestId: string
  /** `-` where no route matched. */
  readonly routeKey: string
  readonly status: number
}

/**
 * Returns a function that writes lines of a stage's access log, in the stage's format.
 * @returns undefined if the stage keeps no access log
 * @throws Error for a format that API Gateway would refuse, or with a variable that the emulator does not know
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
  if (unknown)
    throw new Error(`The access log of ${logicalId} has ${unknown[0]}, which the emulator does not know`)
  if (!format.includes('$context.requestId'))
    throw new Error(`The access log of ${logicalId} needs $context.requestId`)
  return (facts) => format.replace(variable, (_, name: string) => (isKnown(name) ? String(facts[name]) : ''))
}

const known = ['requestId', 'routeKey', 'status'] as const
const isKnown = (name: string | undefined): name is keyof AccessFacts => known.some((fact) => fact === name)
