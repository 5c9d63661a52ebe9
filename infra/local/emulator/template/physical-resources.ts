import { type Place, stableId } from './physical-ids.ts'
import { resourceType } from './resource-types.ts'
import { holds, resolve, type Scope, type Template } from './template.ts'

/** Names a template's resources on demand, since a name may contain another resource's name. */
export class PhysicalResources implements Scope {
  readonly template: Template
  readonly pseudoParameters: Record<string, unknown>
  readonly #place: Place
  readonly #names = new Map<string, string>()
  readonly #inProgress = new Set<string>()

  constructor(template: Template, place: Place) {
    this.template = template
    this.#place = place
    this.pseudoParameters = {
      'AWS::AccountId': place.accountId,
      'AWS::NotificationARNs': [],
      'AWS::Partition': 'aws',
      'AWS::Region': place.region,
      'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
      'AWS::StackName': place.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    }
  }

  get apiUrl(): string {
    return this.#place.apiUrl
  }

  exists(logicalId: string): boolean {
    const condition = this.#resource(logicalId).Condition
    return condition === undefined || holds(condition, this)
  }

  get signInUrl(): string | undefined {
    return this.#place.signInUrl
  }

  ref(logicalId: string): string {
    const { type, named } = this.#named(logicalId)
    return type.ref ? type.ref(named) : named.name
  }

  arn(logicalId: string): string {
    const { type, named } = this.#named(logicalId)
    return type.arn ? type.arn(named) : ''
  }

  attribute(logicalId: string, attribute: string): string {
    const { type, named } = this.#named(logicalId)
    if (attribute === 'Arn' && type.arn) return type.arn(named)
    const found = type.attributes?.[attribute]
    if (found) return found(named)
    const resource = this.#resource(logicalId)
    throw new Error(
      `Unknown attribute "${attribute}" of ${resource.Type} (${logicalId}): add it to template/resource-types.ts`,
    )
  }

  /** Returns the physical name, which may differ from the value of `Ref`. */
  name(logicalId: string): string {
    const known = this.#names.get(logicalId)
    if (known) return known
    if (this.#inProgress.has(logicalId)) throw new Error(`The name of "${logicalId}" depends on itself`)
    this.#inProgress.add(logicalId)
    const name = this.#makeName(logicalId)
    this.#inProgress.delete(logicalId)
    this.#names.set(logicalId, name)
    return name
  }

  #makeName(logicalId: string): string {
    const { Type, Properties = {} } = this.#resource(logicalId)
    const { nameProperty, limit = 255, generate } = resourceType(Type)
    const explicit = nameProperty && resolve(Properties[nameProperty], this)
    if (typeof explicit === 'string') {
      if (explicit.length > limit)
        throw new Error(`The name of ${logicalId}, "${explicit}", is longer than ${limit} characters`)
      return explicit
    }
    const { stackName } = this.#place
    if (generate) return generate({ ...this.#place, logicalId })
    const suffix = stableId(12, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', stackName, logicalId)
    return `${generatedStem(stackName, logicalId, limit - suffix.length - 1)}-${suffix}`
  }

  #named(logicalId: string) {
    const { Type, Properties = {} } = this.#resource(logicalId)
    const type = resourceType(Type)
    return { type, named: { ...this.#place, logicalId, name: this.name(logicalId), properties: Properties } }
  }

  #resource(logicalId: string) {
    const resource = this.template.Resources[logicalId]
    if (!resource) throw new Error(`The template refers to "${logicalId}", which does not exist`)
    return resource
  }
}

/** Joins stack name and logical id as CloudFormation does, which shortens both if together they are too long. */
function generatedStem(stackName: string, logicalId: string, limit: number): string {
  const whole = `${stackName}-${logicalId}`
  if (whole.length <= limit) return whole
  const stack = stackName.slice(0, Math.max(Math.floor(limit / 2) - 1, limit - logicalId.length - 1))
  return `${stack}-${logicalId.slice(0, limit - stack.length - 1)}`
}
