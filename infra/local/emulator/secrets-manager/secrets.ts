import { randomUUID } from 'node:crypto'
import { type Access, AwsError, type Call, type Json, unknownOperation } from '../endpoint/call.ts'
import { jsonProtocol } from '../endpoint/protocols/json.ts'
import type { AwsService, Refusal } from '../endpoint/service.ts'
import { decryptAccess, keyArn } from '../iam/kms-keys.ts'
import { JsonFile } from '../json-file.ts'
import type { Deployment, LocalResource } from '../template/deployment.ts'
import { generateSecretString } from './secret-string.ts'

interface Version {
  id: string
  value: { SecretString?: string; SecretBinary?: string }
  stages: string[]
  /** Seconds since 1970. */
  createdAt: number
}

type Versions = Record<string, Version[]>

/** Serves the template's secrets: generates their values once, and keeps them between starts if there is a `dataDir`. */
export function secretsManager(deployment: Deployment, dataDir?: string): AwsService {
  const file = new JsonFile<Versions>(dataDir, 'secrets.json')
  const secrets = deployment.ofType('AWS::SecretsManager::Secret')
  const versions = withFirstVersions(file.read({}), secrets)
  file.write(versions)

  const operations: Record<string, (secret: LocalResource, input: Json) => Json> = {
    DescribeSecret: (secret) => describe(secret, versionsOf(secret)),
    GetSecretValue: (secret, input) => value(secret, wantedVersion(versionsOf(secret), input)),
    PutSecretValue: (secret, input) => changed(() => putValue(secret, versionsOf(secret), input)),
    UpdateSecretVersionStage: (secret, input) => changed(() => moveStage(secret, versionsOf(secret), input)),
  }
  const versionsOf = ({ arn }: LocalResource): Version[] => {
    versions[arn] ??= []
    return versions[arn]
  }
  const changed = (change: () => Json): Json => {
    const output = change()
    file.write(versions)
    return output
  }
  return {
    name: 'secretsmanager',
    protocol: jsonProtocol({ target: 'secretsmanager', capitalMessage: true }),
    accesses: (call) => secretAccesses(call, secrets, deployment),
    refuse,
    handle: async (call) => {
      const operation = operations[call.operation]
      if (!operation) throw unknownOperation(call)
      const secret = findSecret(secrets, call.input.SecretId)
      if (!secret)
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      return operation(secret, call.input)
    },
  }
}

function refuse({ access, message }: Refusal): AwsError {
  const isKey = access.action.startsWith('kms:')
  return new AwsError('AccessDeniedException', isKey ? 'Access to KMS is not allowed' : message)
}

function withFirstVersions(kept: Versions, secrets: LocalResource[]): Versions {
  for (const { arn, properties } of secrets) {
    if (kept[arn]?.length) continue
    const { GenerateSecretString: generate, SecretString: given } = properties
    const SecretString = given ?? (generate ? generateSecretString(generate) : undefined)
    if (SecretString !== undefined) kept[arn] = [newVersion({ SecretString }, ['AWSCURRENT'])]
  }
  return kept
}

function newVersion(value: Version['value'], stages: string[], id: string = randomUUID()): Version {
  return { id, value, stages, createdAt: Math.floor(Date.now() / 1000) }
}

/** Finds a secret by its name, its ARN, or its ARN without the six random characters. */
function findSecret(secrets: LocalResource[], secretId: unknown): LocalResource | undefined {
  return secrets.find(({ arn, name }) => [arn, arn.slice(0, -7), name].includes(String(secretId)))
}

function secretAccesses(
  { operation, input }: Call,
  secrets: LocalResource[],
  deployment: Deployment,
): Access[] {
  const secret = findSecret(secrets, input.SecretId)
  const resource = secret?.arn ?? String(input.SecretId ?? '*')
  const stage = input.VersionStage ?? (operation === 'GetSecretValue' ? 'AWSCURRENT' : undefined)
  const access = {
    action: `secretsmanager:${operation}`,
    resource,
    context: {
      'secretsmanager:SecretId': resource,
      'secretsmanager:VersionId': input.VersionId,
      'secretsmanager:VersionStage': stage,
    },
  }
  const key = secret?.properties.KmsKeyId
  if (!key || operation !== 'GetSecretValue') return [access]
  const encryptionContext = { SecretARN: resource }
  return [
    access,
    decryptAccess(keyArn(key, deployment), 'secretsmanager', deployment.region, encryptionContext),
  ]
}

function describe({ arn, name, properties }: LocalResource, versions: Version[]): Json {
  return {
    ARN: arn,
    Name: name,
    Description: properties.Description,
    KmsKeyId: properties.KmsKeyId,
    VersionIdsToStages: Object.fromEntries(versions.map(({ id, stages }) => [id, stages])),
  }
}

function wantedVersion(versions: Version[], { VersionId, VersionStage }: Json): Version {
  const stage = VersionStage ?? (VersionId ? undefined : 'AWSCURRENT')
  const found = versions.find(
    ({ id, stages }) => (VersionId === undefined || id === VersionId) && (!stage || stages.includes(stage)),
  )
  if (found) return found
  const wanted = stage ? `staging label: ${stage}` : `VersionId: ${VersionId}`
  throw new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  )
}

function value({ arn, name }: LocalResource, version: Version): Json {
  const { id, stages, createdAt } = version
  return {
    ARN: arn,
    Name: name,
    VersionId: id,
    VersionStages: stages,
    CreatedDate: createdAt,
    ...version.value,
  }
}

function putValue({ arn, name }: LocalResource, versions: Version[], input: Json): Json {
  const { SecretString, SecretBinary, ClientRequestToken, VersionStages = ['AWSCURRENT'] } = input
  const kept = SecretString === undefined ? { SecretBinary } : { SecretString }
  const version = newVersion(kept, [], ClientRequestToken)
  versions.push(version)
  for (const stage of VersionStages) giveStage(versions, stage, version)
  return { ARN: arn, Name: name, VersionId: version.id, VersionStages: version.stages }
}

function moveStage({ arn, name }: LocalResource, versions: Version[], input: Json): Json {
  const { VersionStage, MoveToVersionId } = input
  const version = versions.find(({ id }) => id === MoveToVersionId)
  if (MoveToVersionId && !version)
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the version ${MoveToVersionId}`,
    )
  giveStage(versions, VersionStage, version)
  return { ARN: arn, Name: name }
}

/** Moves a stage to one version; the version that loses AWSCURRENT becomes AWSPREVIOUS. */
function giveStage(versions: Version[], stage: string, to: Version | undefined): void {
  const holder = versions.find(({ stages }) => stages.includes(stage))
  for (const version of versions) version.stages = version.stages.filter((held) => held !== stage)
  to?.stages.push(stage)
  if (stage === 'AWSCURRENT' && holder && holder !== to) giveStage(versions, 'AWSPREVIOUS', holder)
}
