import { appendFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'
import type { DecidedAccess } from '../../infra/local/emulator/iam/authorizer.ts'
import { list } from '../../infra/local/emulator/iam/conditions.ts'
import type { Deployment, PolicyDocument } from '../../infra/local/emulator/template/deployment.ts'

/** A permission that a call needed and had. */
export type UsedPermission = Pick<DecidedAccess, 'roleArn' | 'action' | 'resource'>

/** The environment variable that names the file for `npm run permissions`. */
export const recordVariable = 'PERMISSIONS_RECORD'

/**
 * Judges the emulator's decisions by an evaluator that others wrote, which knows the type of each condition key and the
 * resources of each action from AWS's service authorization reference.
 */
export class IamJudge {
  readonly #accesses = new Map<string, DecidedAccess>()

  /** Notes a decision; of those that differ only in the supporter, the first. */
  readonly note = (access: DecidedAccess): void => {
    const { roleArn, action, resource, context, allowed } = access
    const key = JSON.stringify([roleArn, action, resource, context, allowed])
    this.#accesses.set(key.replaceAll(/\b[0-9a-f]{64}\b/g, 'supporter'), access)
  }

  /** Appends what was allowed to a file, a JSON object in each line. */
  record(file: string): void {
    const allowed = [...this.#accesses.values()].filter((access) => access.allowed)
    const lines = allowed.map(
      ({ roleArn, action, resource }): UsedPermission => ({ roleArn, action, resource }),
    )
    appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  /** Returns the decisions on which the two differ, in words. */
  async disagreements(deployment: Deployment): Promise<string[]> {
    const judged = await Promise.all(
      [...this.#accesses.values()].map(async (access) => {
        const verdict = await judge(access, deployment)
        return verdict === access.allowed ? [] : [inWords(access, verdict)]
      }),
    )
    return judged.flat()
  }
}

/** @returns whether the access is allowed, or why that cannot be said */
async function judge(access: DecidedAccess, deployment: Deployment): Promise<boolean | string> {
  const { roleArn, action, resource } = access
  const { accountId } = deployment
  const contextVariables = Object.fromEntries(
    Object.entries(access.context).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined,
    ),
  )
  const result = await runSimulation(
    {
      request: { principal: roleArn, action, resource: { resource, accountId }, contextVariables },
      identityPolicies: deployment
        .policiesOf(roleArn)
        .map((policy, i) => ({ name: `policy ${i}`, policy: dated(policy) })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resourcePolicy(resource, deployment),
    },
    {},
  )
  if (result.resultType === 'error') return JSON.stringify(result.errors)
  return result.overallResult === 'Allowed'
}

/** Returns the policy of a key, a queue or a table. */
function resourcePolicy(resource: string, deployment: Deployment): PolicyDocument | undefined {
  const named = (type: string) => deployment.ofType(type).find(({ arn }) => arn === resource)
  const key = named('AWS::KMS::Key')?.properties.KeyPolicy
  const table = named('AWS::DynamoDB::GlobalTable')?.properties.Replicas?.[0]?.ResourcePolicy?.PolicyDocument
  const queue = named('AWS::SQS::Queue')
  const ofQueue = deployment
    .ofType('AWS::SQS::QueuePolicy')
    .find(({ properties }) => list<string>(properties.Queues).includes(queue?.physicalId ?? ''))
  const policy: PolicyDocument | undefined = key ?? table ?? ofQueue?.properties.PolicyDocument
  return policy && dated(policy)
}

const dated = (policy: PolicyDocument): PolicyDocument => ({ Version: '2012-10-17', ...policy })

function inWords({ roleArn, action, resource, context, allowed }: DecidedAccess, verdict: unknown): string {
  return `${roleArn.split('/').at(-1)}: ${action} on ${resource} is ${allowed ? 'allowed' : 'denied'} here and ${verdict === true ? 'allowed' : verdict === false ? 'denied' : verdict} there, with ${JSON.stringify(context)}`
}
