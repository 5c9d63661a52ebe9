import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { commit } from '../../shared/store/commit.ts'
import { supporterStore } from '../../shared/store/supporter-store.ts'
import { address, circumstances, consent, days } from '../support/builders.ts'
import { tableOf } from '../support/sending.ts'

const concurrency = 16

/**
 * Signs up this many people through the product's own commit.
 * @returns the id of the event that owes each address its mail
 */
export async function seedSignUps(stack: LocalStack, people: number): Promise<Map<string, string>> {
  const client = new DynamoDBClient({
    endpoint: stack.urls.aws,
    region: stack.deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const tables = { supporters: tableOf(stack, 'Supporters'), ledger: tableOf(stack, 'Ledger') }
  const store = supporterStore(client, tables, days(7))
  const events = new Map<string, string>()
  const signUp = async (email: string) => {
    const id = randomUUID()
    const profile = { address: address(email) }
    const now = circumstances(Date.now(), { id })
    const command = { type: 'sign-up', consent: consent(), profile } as const
    await commit(store, supporterIdOf(profile.address, 'soak'), command, now)
    events.set(email, id)
  }
  const waiting = Array.from({ length: people }, (_, i) => `person-${i}@example.org`).values()
  const lane = async () => {
    for (const email of waiting) await signUp(email)
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  client.destroy()
  return events
}
