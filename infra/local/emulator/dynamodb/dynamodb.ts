import { AwsError, type Call, type Json } from '../endpoint/call.ts'
import { jsonProtocol } from '../endpoint/protocols/json.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'
import { dynamoDbAccesses, tableName } from './access.ts'
import { type CapacityLog, unitsOf } from './capacity.ts'
import type { Database } from './database.ts'
import type { DynamoDbEngine } from './engine.ts'

const target = (operation: string) => `DynamoDB_20120810.${operation}`

/** Operations that consume capacity and can report it. */
const counted = /^((Get|Put|Update|Delete)Item|Query|Scan|Batch(Get|Write)Item|Transact(Get|Write)Items)$/

/** Passes DynamoDB's calls to the engine and records the capacity that each consumes. */
export function dynamoDb(
  deployment: Deployment,
  { engine, tables, names, stop }: Database,
  capacity: CapacityLog,
): AwsService {
  return {
    name: 'dynamodb',
    protocol: jsonProtocol({
      target: 'DynamoDB_20120810',
      namespace: 'com.amazonaws.dynamodb.v20120810#',
      capitalMessage: true,
    }),
    stop,
    accesses: (call) => dynamoDbAccesses(call, tables, deployment.region),
    handle: async (call) => {
      const input = withPlainTableNames(call.input)
      if (counted.test(call.operation)) return answerCounted({ ...call, input }, engine, capacity)
      return names.toLocal(await engine.call(target(call.operation), names.toEngine(input)))
    },
  }
}

async function answerCounted(call: Call, engine: DynamoDbEngine, capacity: CapacityLog): Promise<Json> {
  const { operation, input, caller } = call
  const wanted = input.ReturnConsumedCapacity ?? 'NONE'
  const record = { functionName: caller.functionName, operation, at: new Date() }
  try {
    const request = { ...input, ReturnConsumedCapacity: wanted === 'NONE' ? 'TOTAL' : wanted }
    const { ConsumedCapacity: reported, ...answer } = await engine.call(target(operation), request)
    const consumed = projects(call) ? await consumedByWholeItems(call, engine) : reported
    capacity.add({ ...record, ...unitsOf(operation, consumed) })
    return wanted === 'NONE' ? answer : { ...answer, ConsumedCapacity: consumed }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    capacity.add({ ...record, readUnits: 0, writeUnits: 0, tables: [], failed: error.code })
    throw error
  }
}

function projects({ operation, input }: Call): boolean {
  if (operation === 'GetItem') return isProjected(input)
  if (operation === 'BatchGetItem') return Object.values(input.RequestItems as Json).some(isProjected)
  return operation === 'TransactGetItems' && input.TransactItems.some(({ Get }: Json) => isProjected(Get))
}

function isProjected(request: Json): boolean {
  return request.ProjectionExpression !== undefined || request.AttributesToGet !== undefined
}

/** Reads again without projections: DynamoDB charges for the whole item, dynoxide only for the projected part. */
async function consumedByWholeItems({ operation, input }: Call, engine: DynamoDbEngine): Promise<Json> {
  const whole = {
    ...withoutProjections(operation, input),
    ReturnConsumedCapacity: input.ReturnConsumedCapacity ?? 'TOTAL',
  }
  if (whole.ReturnConsumedCapacity === 'NONE') whole.ReturnConsumedCapacity = 'TOTAL'
  return (await engine.call(target(operation), whole)).ConsumedCapacity
}

function withoutProjections(operation: string, input: Json): Json {
  if (operation === 'TransactGetItems')
    return { TransactItems: input.TransactItems.map(({ Get }: Json) => ({ Get: wholeItem(Get) })) }
  if (operation === 'BatchGetItem')
    return {
      RequestItems: Object.fromEntries(
        Object.entries(input.RequestItems).map(([t, r]) => [t, wholeItem(r as Json)]),
      ),
    }
  return wholeItem(input)
}

function wholeItem(request: Json): Json {
  const { ProjectionExpression: _, AttributesToGet: __, ExpressionAttributeNames: ___, ...rest } = request
  return rest
}

/** Replaces the ARNs of tables by names, since not every engine accepts ARNs. */
function withPlainTableNames(input: Json): Json {
  const plain = (request: Json) =>
    typeof request?.TableName === 'string' ? { ...request, TableName: tableName(request.TableName) } : request
  const entries = <T>(record: Json, change: (key: string, value: T) => [string, unknown]) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => change(key, value)))
  return {
    ...plain(input),
    ...(input.TransactItems
      ? {
          TransactItems: input.TransactItems.map((item: Json) =>
            entries<Json>(item, (verb, r) => [verb, plain(r)]),
          ),
        }
      : {}),
    ...(input.RequestItems
      ? { RequestItems: entries(input.RequestItems, (key, r) => [tableName(key), r]) }
      : {}),
  }
}
