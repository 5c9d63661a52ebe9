import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff'

/** A template of CloudFormation, as JSON. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>
}
interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

type Effect = 'create' | 'change' | 'replace' | 'delete'

/** What a deployment would do with one resource. */
export interface Change {
  readonly effect: Effect
  readonly id: string
  readonly type: string
  /** The properties that differ; none of a created or deleted resource. */
  readonly properties: readonly string[]
}

/** Compares the deployed template with the next. Where CloudFormation may or may not replace a resource, it does here. */
export function changesBetween(deployed: Template, next: Template): Change[] {
  const { resources } = fullDiff({ ...deployed }, { ...next })
  return Object.entries(resources.changes).flatMap(([id, difference]) => {
    const type = difference.newResourceType ?? difference.oldResourceType ?? ''
    const properties = Object.keys(difference.propertyUpdates)
    const effect = drawsAnotherSecret(type, properties) ? 'replace' : effects[difference.changeImpact]
    return effect && type !== 'AWS::CDK::Metadata' ? [{ effect, id, type, properties }] : []
  })
}

const effects: Partial<Record<ResourceImpact, Effect>> = {
  [ResourceImpact.WILL_CREATE]: 'create',
  [ResourceImpact.WILL_UPDATE]: 'change',
  [ResourceImpact.WILL_REPLACE]: 'replace',
  [ResourceImpact.MAY_REPLACE]: 'replace',
  [ResourceImpact.WILL_DESTROY]: 'delete',
  // Retained, but no longer of the stack, which no longer uses it.
  [ResourceImpact.WILL_ORPHAN]: 'delete',
}

/** CloudFormation calls it an update, and yet another secret is drawn: every id and link made with the old one is lost. */
const drawsAnotherSecret = (type: string, properties: readonly string[]) =>
  type === 'AWS::SecretsManager::Secret' && properties.includes('GenerateSecretString')

/** The resources whose loss nothing makes good: people's records, and the keys of all ids and links. */
const irreplaceable = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
  'AWS::KMS::Key',
  'AWS::Cognito::UserPool',
  'AWS::S3::Bucket',
]

/** Returns the changes that replace or delete what is irreplaceable. @param agreed ids that the caller agreed to lose */
export function losses(changes: readonly Change[], agreed: readonly string[] = []): Change[] {
  return changes.filter(
    ({ effect, type, id }) =>
      (effect === 'replace' || effect === 'delete') && irreplaceable.includes(type) && !agreed.includes(id),
  )
}

/** Describes changes in lines, the gravest first: an effect and a type, with the resources or, of many, their number. */
export function inWords(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['This deployment would change nothing.']
  const order: readonly Effect[] = ['delete', 'replace', 'change', 'create']
  const lines = order.flatMap((effect) => {
    const ofEffect = changes.filter((change) => change.effect === effect)
    const types = [...new Set(ofEffect.map(({ type }) => type))].toSorted()
    return types.map((type) =>
      lineOf(
        effect,
        ofEffect.filter((change) => change.type === type),
      ),
    )
  })
  return ['This deployment would', ...lines]
}

/** The most resources of a line that are named. */
const named = 4

function lineOf(effect: Effect, changes: readonly Change[]): string {
  const [{ type } = { type: '' }] = changes
  const count = `  ${effect.padEnd(8)}${changes.length} × ${type.replace(/^AWS::/, '').replace('::', ' ')}`
  if (changes.length > named)
    return `${count} (${[...new Set(changes.flatMap(({ properties }) => properties))].join(', ')})`.replace(
      ' ()',
      '',
    )
  const each = changes.map(({ id, properties }) =>
    properties.length > 0 ? `${id} (${properties.join(', ')})` : id,
  )
  return `${count}: ${each.join('; ')}`
}
