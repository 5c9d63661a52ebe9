import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Database } from './database.ts'

type When = 'before' | 'after'

/** Lists every moment at which a run with this many writes can crash. */
export const crashesIn = (writes: number): readonly (readonly [nth: number, when: When])[] =>
  [...Array(writes).keys()].flatMap((nth) => [[nth, 'before'] as const, [nth, 'after'] as const])

/** Returns a client that crashes at its nth write, from 0: before it takes effect, or just after. */
export function crashingClient(db: Database, nth: number, when: When): DynamoDBClient {
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
