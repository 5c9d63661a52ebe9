import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transactionConflict } from '../../infra/local/emulator/endpoint/faults.ts'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { dayOf, pauseEnd } from '../../shared/domain/pause.ts'
import { shownWording } from '../../shared/domain/wording.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { settings } from '../support/builders.ts'
import { actsIn, browserAccept, type Person, personAt, startStack, withFault } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

async function subscriber(topics = ['stories', 'events']): Promise<Person> {
  const ann = personAt(stack)
  await ann.signUp({ topics, name: 'Ann' })
  await ann.confirm()
  return ann
}

type Fields = Record<string, string | string[]>

const formOf = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  )

const press = async (ann: Person, fields: Fields, link = 'preferences' as const) =>
  ann.request(await ann.link(link), {
    method: 'POST',
    headers: { accept: browserAccept },
    body: formOf(fields),
  })

const same = { topics: ['stories', 'events'], name: 'Ann', locale: 'en', pause: 'none', shown: 'en' }

describe('the preferences page', () => {
  it('shows what is held, but neither the address nor anything that a scanner could change', async () => {
    const ann = await subscriber()
    const link = await ann.link('preferences')
    const page = await (await ann.request(link, { headers: { accept: browserAccept } })).text()
    for (const topic of ['stories', 'events']) expect(page).toMatch(new RegExp(`value="${topic}" checked`))
    expect(page).toMatch(/value="emergencies" aria/)
    expect(page).toContain('value="Ann"')
    expect(page).toContain(shownWording(settings, 'newsletter', 'en').text)
    expect(page).toContain('p…@example.org')
    expect(page).not.toContain(ann.email)
    expect(page).toMatch(/\/receipt\/ra\./)
    const json = await ann.request(link, { headers: { accept: 'application/json' } })
    expect(await json.json()).toEqual({
      status: 'subscribed',
      topics: ['stories', 'events'],
      name: 'Ann',
      locale: 'en',
      since: expect.any(String),
    })
    await ann.request(link, { method: 'HEAD' })
    expect(actsIn(await ann.record())).toHaveLength(2)
  })

  it('saves everything with one press, says what changed, and changes it back with another', async () => {
    const ann = await subscriber()
    const until = dayOf(pauseEnd(Date.now(), 'P1M'))
    const choice = {
      topics: ['stories', 'emergencies'],
      name: 'Anna',
      locale: 'fr',
      pause: 'P1M',
      shown: 'en',
    }
    const saved = await (await press(ann, { ...choice, wording: '1' })).text()
    // In the language just chosen.
    expect(saved).toContain('<html lang="fr"')
    for (const words of ['Appels d’urgence', 'Événements et collectes', 'Anna', 'Français'])
      expect(saved).toContain(words)
    const wording = shownWording(settings, 'newsletter', 'en')
    expect(actsIn(await ann.record()).at(-1)).toMatchObject({
      type: 'preferences-changed',
      topics: ['stories', 'emergencies'],
      consent: { form: 'preferences', wording: { hash: wording.hash } },
      pausedUntil: `${until}T00:00:00.000Z`,
    })

    const undo = fieldsIn(saved)
    expect(undo).toMatchObject({ topics: ['stories', 'events'], name: ['Ann'], locale: ['en'] })
    const undone = await (await press(ann, undo)).text()
    expect(undone).toContain('We’ll call you')
    expect(await ann.record()).toMatchObject({ name: 'Ann', topics: ['stories', 'events'], locale: 'en' })
    const json = await ann.request(await ann.link('preferences'), { headers: { accept: 'application/json' } })
    expect(await json.json()).not.toHaveProperty('pausedUntil')
  })

  it('saved without a change writes nothing', async () => {
    const ann = await subscriber()
    expect(await (await press(ann, same)).text()).toContain('Nothing to save')
    expect(actsIn(await ann.record())).toHaveLength(2)
  })

  it('keeps a pause until its day while other preferences are saved', async () => {
    const ann = await subscriber()
    await press(ann, { ...same, pause: 'P3M' })
    const until = dayOf(pauseEnd(Date.now(), 'P3M'))
    const link = await ann.link('preferences')
    const page = await (await ann.request(link, { headers: { accept: browserAccept } })).text()
    expect(page).toContain(`value="${until}" checked`)
    await press(ann, { ...same, name: 'Anna', pause: until })
    const json = await ann.request(link, { headers: { accept: 'application/json' } })
    expect(await json.json()).toMatchObject({ name: 'Anna', pausedUntil: `${until}T00:00:00.000Z` })
  })

  it('accepts JSON, and removes what it does not name', async () => {
    const ann = await subscriber()
    const reply = await ann.request(await ann.link('preferences'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ topics: ['events'] }),
    })
    expect(reply.headers.get('content-type')).toBe('application/json')
    const record = await ann.record()
    expect(record).toMatchObject({ topics: ['events'], locale: 'en' })
    expect(record).not.toHaveProperty('name')
  })

  it.each<[string, Fields, string]>([
    ['a name with a line break', { ...same, name: 'Ann\r\nBcc: eve@example.org' }, en.invalid.name],
    ['a pause that is not offered', { ...same, pause: '2099-01-01' }, 'one of the pauses'],
    ['an unknown topic', { ...same, topics: 'nope' }, 'one of the topics'],
  ])('is shown again for %s, and changes nothing', async (_, fields, words) => {
    const ann = await subscriber()
    const reply = await press(ann, fields)
    expect([reply.status, await reply.text()]).toEqual([422, expect.stringContaining(words)])
    expect(actsIn(await ann.record())).toHaveLength(2)
  })

  it.each(['', '{', '[]', '{"topics":"x"}'])('refuses the JSON body %j as a problem', async (body) => {
    const ann = await subscriber()
    const reply = await ann.request(await ann.link('preferences'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect([400, 422]).toContain(reply.status)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
  })

  it('unsubscribes with one press, or with nothing ticked, and undoes it with another', async () => {
    for (const unsubscribing of [{ action: 'leave' }, { ...same, topics: [] as string[] }]) {
      const ann = await subscriber()
      const page = await (await press(ann, unsubscribing)).text()
      expect(page).toContain(en.unsubscribe.done.title)
      expect(actsIn(await ann.record()).at(-1)).toMatchObject({ type: 'withdrawn', method: 'preferences' })
      expect(await (await press(ann, fieldsIn(page))).text()).toContain(en.unsubscribe.returned.title)
      expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['stories', 'events'] })
    }
  })

  it('of a person who unsubscribed or never confirmed says so', async () => {
    const ann = await subscriber()
    const link = await ann.link('preferences')
    await ann.request(await ann.link('unsubscribe'), { method: 'POST' })
    const page = await (await ann.request(link, { headers: { accept: browserAccept } })).text()
    expect(page).toContain(en.unsubscribe.done.title)
    const late = await ann.request(link, { method: 'POST', body: formOf(same) })
    expect([late.status, await late.text()]).toEqual([
      200,
      expect.stringContaining(en.unsubscribe.done.title),
    ])
    const json = await ann.request(link, { headers: { accept: 'application/json' } })
    expect(await json.json()).toEqual({ status: 'unsubscribed' })
  })

  it('says to try again if too many requests write the record at the same time', async () => {
    const ann = await subscriber()
    const link = await ann.link('preferences')
    withFault(stack, transactionConflict({ functionName: 'Preferences', times: 20 }))
    const reply = await ann.request(link, { method: 'POST', body: formOf({ ...same, name: 'Anna' }) })
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '5'])
  })
})

/** Returns the fields that a page's first form would send. */
function fieldsIn(page: string): Record<string, string[]> {
  const [, form = ''] = /<form[^>]*>(.*?)<\/form>/s.exec(page) ?? []
  const fields: Record<string, string[]> = {}
  for (const [, name = '', value = ''] of form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    const values = fields[name] ?? []
    values.push(value)
    fields[name] = values
  }
  return fields
}
