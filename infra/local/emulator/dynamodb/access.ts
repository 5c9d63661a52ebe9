import { type Access, AwsError, type Call, type Json } from '../endpoint/call.ts'
import { decryptAccess } from '../iam/kms-keys.ts'
import type { LocalTable } from './tables.ts'

/** Lists the permissions that a DynamoDB call needs: one for each action on each table or index. */
export function dynamoDbAccesses(call: Call, tables: LocalTable[], region: string): Access[] {
  const parts = partsOf(call)
  const accesses = parts.map((part) => tableAccess(part, call, tables, region))
  const keys = parts
    .filter(({ action }) => dataActions.test(action))
    .map(({ table }) => find(tables, table))
    .filter((table): table is LocalTable & { encryptionKey: string } => table?.encryptionKey !== undefined)
  return [...accesses, ...keys.map((table) => tableKeyAccess(table, region))]
}

/** Returns the permission for a table's key, with which DynamoDB decrypts on its caller's behalf. */
export function tableKeyAccess(table: LocalTable & { encryptionKey: string }, region: string): Access {
  return decryptAccess(table.encryptionKey, 'dynamodb', region, {
    'aws:dynamodb:tableName': table.name,
    'aws:dynamodb:subscriberId': table.arn.split(':')[4],
  })
}

/** Returns the table's name from a `TableName` member, which may be an ARN. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn
}

const dataActions = /^(Get|Put|Update|Delete|BatchGet|BatchWrite|ConditionCheck)Item$|^(Query|Scan)$/

/** One item or query of a call, with its IAM action. */
interface Part {
  action: string
  table: string
  index?: string
  /** The part of the request that holds its keys. */
  request: Json
}

function partsOf({ operation, input }: Call): Part[] {
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return (input.TransactItems ?? []).flatMap((item: Json) =>
        Object.entries(item).map(([verb, request]) => ({
          action: verb === 'ConditionCheck' ? 'ConditionCheckItem' : `${verb}Item`,
          table: request.TableName,
          request,
        })),
      )
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries(input.RequestItems ?? {}).map(([table, request]) => ({
        action: operation,
        table,
        request: { batch: request },
      }))
    case 'ExecuteStatement':
    case 'BatchExecuteStatement':
    case 'ExecuteTransaction':
      throw new AwsError(
        'AccessDeniedException',
        'The emulator cannot check permissions for PartiQL: use the item operations',
      )
    case 'ListTables':
      return [{ action: operation, table: '', request: input }]
    default:
      return [{ action: operation, table: input.TableName ?? '', index: input.IndexName, request: input }]
  }
}

function tableAccess(
  { action, table, index, request }: Part,
  call: Call,
  tables: LocalTable[],
  region: string,
): Access {
  const found = find(tables, table)
  const account = tables[0]?.arn.split(':')[4] ?? '000000000000'
  const arn = found?.arn ?? `arn:aws:dynamodb:${region}:${account}:table/${tableName(String(table))}`
  const enclosing = call.operation.startsWith('Transact') || call.operation.startsWith('Batch')
  return {
    action: `dynamodb:${action}`,
    resource: table === '' ? '*' : index === undefined ? arn : `${arn}/index/${index}`,
    context: {
      'dynamodb:LeadingKeys': found && leadingKeys(request, found.hashKey),
      'dynamodb:EnclosingOperation': enclosing ? call.operation : undefined,
      'dynamodb:Select': request.Select,
      'dynamodb:ReturnValues': request.ReturnValues,
      'dynamodb:ReturnConsumedCapacity': call.input.ReturnConsumedCapacity,
    },
  }
}

function find(tables: LocalTable[], nameOrArn: string): LocalTable | undefined {
  return tables.find(({ name }) => name === tableName(String(nameOrArn)))
}

/** Returns the partition key's values in a request; none if a Query's condition does not compare the key by `=`. */
function leadingKeys(request: Json, hashKey: string): string[] {
  const items = request.batch === undefined ? [request.Key ?? request.Item] : batched(request.batch)
  const values = items.map((item: Json | undefined) => item?.[hashKey])
  return [...values, queriedKey(request, hashKey)]
    .filter((value) => value !== undefined)
    .map((value: Json) => String(value.S ?? value.N ?? value.B))
}

function batched(batch: Json): Json[] {
  const requests: Json[] = Array.isArray(batch) ? batch : (batch.Keys ?? [])
  return requests.map(
    ({ PutRequest, DeleteRequest, ...key }) => PutRequest?.Item ?? DeleteRequest?.Key ?? key,
  )
}

function queriedKey(request: Json, hashKey: string): Json | undefined {
  const names: Json = request.ExpressionAttributeNames ?? {}
  for (const [, name = '', value = ''] of String(request.KeyConditionExpression ?? '').matchAll(
    /([#\w]+)\s*=\s*(:\w+)/g,
  )) {
    if ((names[name] ?? name) === hashKey) return request.ExpressionAttributeValues?.[value]
  }
  return undefined
}
