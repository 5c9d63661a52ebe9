import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { parseLinkKeys } from '../../shared/links/link-keys.ts'
import { type LinkToken, signToken } from '../../shared/links/token.ts'

/** The id of the secret that signs a stack's links. */
export function linkKeysOf(stack: LocalStack): string {
  const secrets = stack.deployment.ofType('AWS::SecretsManager::Secret')
  return secrets.find(({ logicalId }) => logicalId.includes('LinkKeys'))?.arn ?? ''
}

/** Signs a link that was never mailed, such as an expired one. */
export async function signedLink(stack: LocalStack, token: LinkToken): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new SecretsManagerClient({ endpoint: stack.urls.aws, region: 'eu-west-2', credentials })
  try {
    const { SecretString = '' } = await client.send(
      new GetSecretValueCommand({ SecretId: linkKeysOf(stack) }),
    )
    return `${stack.urls.api}/${token.purpose}/${signToken(token, parseLinkKeys(SecretString))}`
  } finally {
    client.destroy()
  }
}
