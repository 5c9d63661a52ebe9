import { type Access, AwsError, type Call, type Caller } from '../endpoint/call.ts'
import type { AwsService, Refusal } from '../endpoint/service.ts'
import type { Deployment, PolicyDocument } from '../template/deployment.ts'
import { type Context, UnknownCondition } from './conditions.ts'
import { type Decision, evaluate } from './role-requests.ts'

/** An access that a role asked for, and whether it was given. */
export interface DecidedAccess extends Access {
  roleArn: string
  /** The condition keys of the call: those of the service and the global ones. */
  context: Context
  allowed: boolean
}

/** Checks each call against the template's role of the function that makes it. */
export class Authorizer {
  readonly #deployment: Deployment
  readonly #policies = new Map<string, PolicyDocument[]>()
  readonly #decided: (access: DecidedAccess) => void

  /** @param decided receives each decision */
  constructor(deployment: Deployment, decided: (access: DecidedAccess) => void = () => {}) {
    this.#deployment = deployment
    this.#decided = decided
  }

  /** @throws AwsError the service's own error for the first permission that the role lacks */
  check(call: Call, accesses: Access[], { refuse = refusePlainly }: Pick<AwsService, 'refuse'> = {}): void {
    const { roleArn } = call.caller
    if (!roleArn) return
    const global = this.#globalContext(call.caller)
    for (const access of accesses) {
      const context = { ...global, ...access.context }
      const decision = this.#decide(roleArn, access, context)
      this.#decided({ ...access, roleArn, context, allowed: decision === 'allowed' })
      if (decision !== 'allowed') throw refuse({ call, access, message: explain(call, access, decision) })
    }
  }

  #decide(roleArn: string, access: Access, context: Context): Decision {
    try {
      const own = evaluate(this.#policiesOf(roleArn), access, context)
      return access.action.startsWith('kms:') ? this.#decideByKey(own, roleArn, access, context) : own
    } catch (error) {
      if (!(error instanceof UnknownCondition)) throw error
      throw new AwsError(
        'AccessDeniedException',
        `The emulator cannot evaluate ${access.action} on ${access.resource} for ${roleArn}: add ${error.message} to iam/conditions.ts`,
      )
    }
  }

  /** Evaluates a key's own policy too: it must allow the role, or delegate to the account's policies. */
  #decideByKey(own: Decision, roleArn: string, access: Access, context: Context): Decision {
    const key = this.#deployment.ofType('AWS::KMS::Key').find(({ arn }) => arn === access.resource)
    const policies = key ? [key.properties.KeyPolicy as PolicyDocument] : []
    const onThisKey = { ...access, resource: '*' }
    const direct = evaluate(policies, onThisKey, context, [roleArn])
    if (own === 'explicitDeny' || direct === 'explicitDeny') return 'explicitDeny'
    if (direct === 'allowed') return 'allowed'
    const account = this.#deployment.accountId
    const delegated = evaluate(policies, onThisKey, context, [`arn:aws:iam::${account}:root`, account])
    return own === 'allowed' && (!key || delegated === 'allowed') ? 'allowed' : 'implicitDeny'
  }

  #policiesOf(roleArn: string): PolicyDocument[] {
    const known = this.#policies.get(roleArn)
    if (known) return known
    const policies = this.#deployment.policiesOf(roleArn)
    this.#policies.set(roleArn, policies)
    return policies
  }

  #globalContext(caller: Caller): Context {
    const { accountId, region } = this.#deployment
    return {
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalArn': caller.roleArn,
      'aws:PrincipalType': 'AssumedRole',
      'aws:RequestedRegion': region,
      'aws:ResourceAccount': accountId,
      // Calls are plain HTTP on the loopback interface here; in AWS the SDK always uses TLS.
      'aws:SecureTransport': 'true',
      'aws:SourceAccount': undefined,
      'aws:SourceArn': undefined,
      'aws:ViaAWSService': 'false',
    }
  }
}

function explain({ caller }: Call, { action, resource }: Access, decision: Decision): string {
  const because =
    decision === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`
}

function refusePlainly({ access, message }: Refusal): AwsError {
  const isKey = access.action.startsWith('kms:')
  return new AwsError('AccessDeniedException', isKey ? `KMS key access denied error: ${message}` : message)
}
