import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/**
 * Reads a secret.
 * @throws an Error that names the secret, never its value, if it holds no text
 */
export async function readSecret(secretId: string): Promise<string> {
  const { SecretString } = await client().send(new GetSecretValueCommand({ SecretId: secretId }))
  if (!SecretString) throw new Error(`the secret ${secretId} holds no text`)
  return SecretString
}

let kept: SecretsManagerClient | undefined

function client(): SecretsManagerClient {
  kept ??= new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  })
  return kept
}
