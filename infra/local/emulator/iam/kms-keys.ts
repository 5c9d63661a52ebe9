import type { Access, Json } from '../endpoint/call.ts'
import type { Deployment } from '../template/deployment.ts'

/** Returns the permission to decrypt with the customer-managed key that a service uses on its caller's behalf. */
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

/** Returns the ARN of a key that is named by ARN, id or alias. */
export function keyArn(key: string, deployment: Deployment): string {
  if (key.startsWith('arn:')) return key
  const alias = deployment.ofType('AWS::KMS::Alias').find(({ name }) => name === key)
  if (alias) return keyArn(String(alias.properties.TargetKeyId), deployment)
  const own = deployment.ofType('AWS::KMS::Key').find(({ physicalId }) => physicalId === key)
  return own?.arn ?? `arn:aws:kms:${deployment.region}:${deployment.accountId}:key/${key}`
}
