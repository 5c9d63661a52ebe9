import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { officeAt } from '../support/office.ts'
import { type Person, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

const oneClick = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'List-Unsubscribe=One-Click',
}

async function subscriber(): Promise<Person> {
  const person = personAt(stack)
  await person.signUp()
  await person.confirm()
  return person
}

/** Sends rubbish over so many connections until stopped. @returns a function that stops it and counts the answers */
function flood(connections: number, send: (stranger: Person) => Promise<Response>) {
  const statuses: number[] = []
  let stopped = false
  const stranger = personAt(stack)
  const done = Array.from({ length: connections }, async () => {
    while (!stopped) {
      const reply = await send(stranger)
      statuses.push(reply.status)
      await reply.arrayBuffer()
    }
  })
  return async () => {
    stopped = true
    await Promise.all(done)
    return statuses
  }
}

describe('rubbish over forty connections', () => {
  it('keeps none of ten people from leaving by one click, and costs no read and no write', async () => {
    const people: Person[] = []
    for (let i = 0; i < 10; i++) people.push(await subscriber())
    const links = await Promise.all(people.map((person) => person.link('unsubscribe')))
    await stack.idle()
    stack.aws.capacity.clear()
    const stop = flood(40, (stranger) => stranger.request('/unsubscribe/x', oneClick))
    const replies: number[] = []
    for (const [i, person] of people.entries())
      replies.push((await person.request(links[i] ?? '', oneClick)).status)
    const rubbish = await stop()
    expect(replies).toEqual(Array(10).fill(200))
    // More than the burst that strangers' routes have.
    expect(rubbish.length).toBeGreaterThan(200)
    expect(new Set(rubbish)).toEqual(new Set([404]))
    // Ten people's, not hundreds of strangers'.
    expect(stack.aws.capacity.of('Unsubscribe').length).toBeLessThanOrEqual(10 * 3)
  })

  it('with made-up tokens keeps no officer from their work', async () => {
    const office = await officeAt(stack, 'privacy-officer')
    const headers = { authorization: 'Bearer x.y.z', 'content-type': 'application/json' }
    const stop = flood(40, (stranger) =>
      stranger.request('/privacy/lookup', { method: 'POST', headers, body: '{}' }),
    )
    const statuses: number[] = []
    for (let i = 0; i < 10; i++) statuses.push((await office.lookUp('a@example.org')).status)
    const rubbish = await stop()
    expect(statuses).toEqual(Array(10).fill(200))
    expect(rubbish.length).toBeGreaterThan(200)
    expect(new Set(rubbish)).toEqual(new Set([401]))
  })
})
