import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Database } from './database.ts'

/** Returns a client that dies at its nth write, from 0: before it takes effect, or just after. */
export function dyingClient(db: Database, nth: number, when: 'before' | 'after'): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint: db.endpoint.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  let writes = 0
  client.middlewareStack.add((next, context) => async (args) => {
    const isWrite = /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(context.commandName ?? '')
    const dies = isWrite && writes++ === nth
    if (dies && when === 'before') throw new Error('died')
    const result = await next(args)
    if (dies) throw new Error('died')
    return result
  })
  return client
}
