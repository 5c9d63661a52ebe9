import { AwsError, type Json } from '../endpoint/call.ts'
import { keyArn } from '../iam/kms-keys.ts'
import type { Deployment, LocalResource } from '../template/deployment.ts'
import type { DynamoDbEngine } from './engine.ts'

/** A table of the template. */
export interface LocalTable {
  name: string
  arn: string
  hashKey: string
  ttlAttribute?: string
  /** The ARN of the customer-managed key. */
  encryptionKey?: string
  /** The input of the engine's CreateTable. */
  create: Json
}

/** Returns the tables of the template. */
export function localTables(deployment: Deployment): LocalTable[] {
  const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) =>
    deployment.ofType(type),
  )
  return tables.map((resource) => localTable(resource, deployment))
}

function localTable({ name, arn, properties }: LocalResource, deployment: Deployment): LocalTable {
  const key = encryptionKeyOf(properties, deployment.region)
  const { TimeToLiveSpecification: ttl, KeySchema } = properties
  return {
    name,
    arn,
    hashKey: KeySchema.find(({ KeyType }: Json) => KeyType === 'HASH').AttributeName,
    ...(ttl?.Enabled ? { ttlAttribute: ttl.AttributeName } : {}),
    ...(key ? { encryptionKey: keyArn(key, deployment) } : {}),
    create: createInput(name, properties),
  }
}

function encryptionKeyOf(properties: Json, region: string): string | undefined {
  const { SSESpecification: sse, Replicas = [] } = properties
  if (!sse?.SSEEnabled) return undefined
  const replica = Replicas.find(({ Region }: Json) => Region === region)
  return sse.KMSMasterKeyId ?? replica?.SSESpecification?.KMSMasterKeyId
}

/** Removes encryption, backups and throughput, which mean nothing on one machine. */
function createInput(name: string, properties: Json): Json {
  const {
    AttributeDefinitions,
    KeySchema,
    GlobalSecondaryIndexes,
    LocalSecondaryIndexes,
    StreamSpecification,
  } = properties
  const index = ({ IndexName, KeySchema, Projection }: Json) => ({ IndexName, KeySchema, Projection })
  return {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(index) } : {}),
    ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes: LocalSecondaryIndexes.map(index) } : {}),
    ...(StreamSpecification
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType } }
      : {}),
  }
}

/**
 * Creates the tables that are missing; `fresh` also empties the others.
 * @returns the engine's descriptions by name
 * @throws Error if a table of an earlier start has another shape than the template's
 */
export async function ensureTables(
  engine: DynamoDbEngine,
  tables: LocalTable[],
  fresh: boolean,
): Promise<Map<string, Json>> {
  const descriptions = new Map<string, Json>()
  for (const table of tables) {
    const target = { TableName: table.name }
    const existing = await describe(engine, target)
    if (existing && fresh) await engine.call('DynamoDB_20120810.DeleteTable', target)
    if (existing && !fresh) assertSameShape(table, existing)
    else await create(engine, table)
    descriptions.set(table.name, (await describe(engine, target)) ?? {})
  }
  return descriptions
}

async function describe(engine: DynamoDbEngine, target: Json): Promise<Json | undefined> {
  try {
    return (await engine.call('DynamoDB_20120810.DescribeTable', target)).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

async function create(engine: DynamoDbEngine, table: LocalTable): Promise<void> {
  await engine.call('DynamoDB_20120810.CreateTable', table.create)
  if (!table.ttlAttribute) return
  await engine.call('DynamoDB_20120810.UpdateTimeToLive', {
    TableName: table.name,
    TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
  })
}

function assertSameShape(table: LocalTable, existing: Json): void {
  if (shape(table.create) === shape(existing)) return
  throw new Error(
    `The table ${table.name} of an earlier start has other keys, indexes or stream settings than the template: start without the old data (npm start -- --fresh)`,
  )
}

function shape({ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes = [], StreamSpecification }: Json) {
  const types = AttributeDefinitions.map(
    ({ AttributeName, AttributeType }: Json) => `${AttributeName} ${AttributeType}`,
  )
  const keys = (schema: Json[]) => schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`)
  const indexes = GlobalSecondaryIndexes.map((index: Json) => [index.IndexName, keys(index.KeySchema)])
  return JSON.stringify([
    types.sort(),
    keys(KeySchema),
    indexes.sort(),
    StreamSpecification?.StreamViewType ?? null,
  ])
}
