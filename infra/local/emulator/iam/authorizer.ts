import {
  type Access,
  AwsError,
  type Call,
  type Caller,
  type Json,
  type ServiceName,
} from '../endpoint/call.ts'
import type { Deployment, PolicyDocument } from '../template/deployment.ts'
import { type Context, UnknownCondition } from './conditions.ts'
import { type Decision, evaluate } from './role-requests.ts'

/** Holds every call against the synthesized role of the function that makes it. */
export class Authorizer {
  readonly #deployment: Deployment
  readonly #policies = new Map<string, PolicyDocument[]>()

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  /** @throws AwsError as the service itself would refuse. */
  check(call: Call, accesses: Access[]): void {
    const { caller } = call
    if (!caller.roleArn) return
    for (const access of accesses) {
      const decision = this.#decide(call, caller.roleArn, access)
      if (decision !== 'allowed') throw denied(call, access, decision)
    }
  }

  #decide(call: Call, roleArn: string, access: Access): Decision {
    const context = this.#globalContext(call.caller)
    try {
      const own = evaluate(this.#policiesOf(roleArn), access, context)
      return access.action.startsWith('kms:') ? this.#decideByKey(own, roleArn, access, context) : own
    } catch (error) {
      if (!(error instanceof UnknownCondition)) throw error
      throw new AwsError(
        'AccessDeniedException',
        `The local stack cannot judge ${access.action} on ${access.resource} for ${roleArn}: teach infra/local/emulator/iam/conditions.ts ${error.message}`,
      )
    }
  }

  /** A key's own policy must let the role in, or leave it to the account's policies. */
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
      // Here it is plain HTTP on the loopback; in AWS the SDK always speaks TLS.
      'aws:SecureTransport': 'true',
      'aws:SourceAccount': undefined,
      'aws:SourceArn': undefined,
      'aws:ViaAWSService': 'false',
    }
  }
}

function denied(call: Call, access: Access, decision: Decision): AwsError {
  const { action, resource } = access
  const because =
    decision === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  const message = `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`
  return refusals[call.service]({ call, access, message })
}

type Refusal = (what: { call: Call; access: Access; message: string }) => AwsError

const plainRefusal: Refusal = ({ access, message }) =>
  new AwsError(
    'AccessDeniedException',
    access.action.startsWith('kms:') ? `KMS key access denied error: ${message}` : message,
  )

const refusals: Record<ServiceName, Refusal> = {
  dynamodb: plainRefusal,
  'dynamodb-streams': plainRefusal,
  events: plainRefusal,
  lambda: plainRefusal,
  secretsmanager: ({ access, message }) =>
    new AwsError(
      'AccessDeniedException',
      access.action.startsWith('kms:') ? 'Access to KMS is not allowed' : message,
    ),
  ses: ({ call, access }) =>
    new AwsError(
      'AccessDenied',
      `User \`${call.caller.arn}' is not authorized to perform \`${access.action}' on resource \`${access.resource}'`,
      403,
    ),
  sqs: ({ message }) => new AwsError('AccessDeniedException', message, 403),
}

/** Access to the customer-managed key that a service uses for its caller. */
export function decryptAccess(
  keyArn: string,
  service: string,
  region: string,
  encryptionContext: Json = {},
): Access {
  const named = Object.entries(encryptionContext).map(([key, value]) => [
    `kms:EncryptionContext:${key}`,
    value,
  ])
  return {
    action: 'kms:Decrypt',
    resource: keyArn,
    context: {
      'kms:ViaService': `${service}.${region}.amazonaws.com`,
      'kms:CallerAccount': keyArn.split(':')[4],
      'kms:EncryptionContextKeys': Object.keys(encryptionContext),
      'kms:GrantIsForAWSResource': undefined,
      ...Object.fromEntries(named),
    },
  }
}

/** The ARN of a key named by ARN, id or alias. */
export function keyArn(key: string, deployment: Deployment): string {
  if (key.startsWith('arn:')) return key
  const alias = deployment.ofType('AWS::KMS::Alias').find(({ name }) => name === key)
  if (alias) return keyArn(String(alias.properties.TargetKeyId), deployment)
  const own = deployment.ofType('AWS::KMS::Key').find(({ physicalId }) => physicalId === key)
  return own?.arn ?? `arn:aws:kms:${deployment.region}:${deployment.accountId}:key/${key}`
}
