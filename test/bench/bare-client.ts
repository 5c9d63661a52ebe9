import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'

/** The baseline for bundle and import: the least that a function with a table does, without any effort to be small. */
const client = new DynamoDBClient({})

export const handler = async ({ id = 'bench' }) => {
  const { Item } = await client.send(new GetItemCommand({ TableName: 'Table', Key: { id: { S: id } } }))
  return { statusCode: 200, body: JSON.stringify(Item ?? null) }
}
