import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { settingsWith } from '../support/settings-file.ts'
import { actsIn, newEmail, type Person, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
/** Settings without a pause between mails: the pace is tested with the decisions. */
const withoutPacing = {
  confirmation: { cooldownMinutes: 0, mailsPerDay: 20 },
  limits: { signUpsPerNetworkPerHour: 30 },
}

beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsWith(withoutPacing) })
})
afterAll(() => stack.stop())

/** Returns an answer except for headers that differ with each request. */
async function answerOf(reply: Response): Promise<string> {
  const headers = [...reply.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name))
  return JSON.stringify([reply.status, headers, await reply.text()])
}

const unsubscribe = async (ann: Person) => ann.request(await ann.link('unsubscribe'), { method: 'POST' })

const cases: Record<string, { before: (ann: Person) => Promise<unknown>; mail: string | undefined }> = {
  'of an unknown person': { before: async () => {}, mail: 'Please confirm' },
  'that is already pending': { before: (ann) => ann.signUp(), mail: 'Please confirm' },
  'of a subscriber': {
    before: async (ann) => {
      await ann.signUp()
      await ann.confirm()
    },
    mail: 'You already get emails',
  },
  'of a person who unsubscribed': {
    before: async (ann) => {
      await ann.signUp()
      await ann.confirm()
      await unsubscribe(ann)
    },
    mail: 'Please confirm',
  },
  'of a subscriber to another topic': {
    before: async (ann) => {
      await ann.signUp({ topics: ['events'] })
      await ann.confirm()
    },
    mail: 'Please confirm',
  },
}

const simulated: typeof cases = {
  'of a mailbox that bounced': { before: (ann) => ann.signUp(), mail: 'Please confirm' },
  'of a mailbox that bounced twice': {
    before: async (ann) => {
      await ann.signUp()
      await ann.mails()
      await ann.signUp()
    },
    mail: undefined,
  },
}

describe('a sign-up', () => {
  it('gets the same answer, byte for byte, whatever is known about the address', async () => {
    const answers = { json: new Set<string>(), form: new Set<string>() }
    let label = 0
    for (const [kind, { before, mail }] of [...Object.entries(cases), ...Object.entries(simulated)]) {
      for (const by of ['json', 'form'] as const) {
        label += 1
        const ann = personAt(
          stack,
          kind in simulated ? `bounce+${label}@simulator.amazonses.com` : newEmail(),
        )
        await before(ann)
        const mailed = (await ann.mails()).length
        const reply = by === 'json' ? await ann.signUp() : await ann.signUpByForm()
        answers[by].add(await answerOf(reply))
        const [latest] = (await ann.mails()).slice(mailed)
        expect([kind, latest?.subject ?? '']).toEqual([kind, expect.stringContaining(mail ?? '')])
        if (mail === undefined) expect([kind, latest]).toEqual([kind, undefined])
      }
    }
    expect([...answers.json]).toEqual([expect.stringContaining('[202,')])
    expect([...answers.form]).toEqual([expect.stringContaining('[303,')])
  })

  it('sent six times at once with different names gets the same answers for every address', async () => {
    const answers = new Set<string>()
    for (const known of Object.values(cases)) {
      for (let round = 0; round < 3; round++) {
        const ann = personAt(stack)
        await known.before(ann)
        await ann.mails()
        const burst = Array.from({ length: 6 }, (_, i) => ann.signUp({ name: `Ann ${'BCDEFG'[i]}` }))
        for (const reply of await Promise.all(burst)) answers.add(await answerOf(reply))
      }
    }
    expect([...answers]).toEqual([expect.stringContaining('[202,')])
  })

  it('by a form leads to the thank-you page in the form’s language', async () => {
    const reply = await personAt(stack).signUpByForm({ locale: 'ar' })
    expect(reply.headers.get('location')).toBe(`${stack.urls.api}/forms/newsletter/thanks?locale=ar`)
    const thanks = await (await fetch(reply.headers.get('location') ?? '')).text()
    expect(thanks).toContain('<html lang="ar" dir="rtl">')
  })

  it('from a robot that fills the trap gets the same answer and does nothing', async () => {
    const robot = personAt(stack)
    const caught = await robot.signUp({ website: 'https://spam.example' })
    expect(await answerOf(caught)).toBe(await answerOf(await personAt(stack).signUp()))
    expect(await robot.record()).toMatchObject({ status: 'unknown', events: [] })
  })

  it('sent two hundred times at once makes one pending supporter, one mail and a gapless ledger', async () => {
    const wide = settingsWith({ limits: { requestsPerSecond: 500, burst: 500 } })
    const patient = await startStack({ settingsFile: wide })
    try {
      const ann = personAt(patient)
      const everywhere = (i: number) => ({ headers: { 'x-local-source-ip': `198.51.100.${i}` } })
      const replies = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          ann.request('/signups', {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...everywhere(i).headers },
            body: JSON.stringify({ form: 'newsletter', email: ann.email, consent: true }),
          }),
        ),
      )
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]))
      expect(await ann.mails()).toHaveLength(1)
      const record = await ann.record()
      expect(record.status).toBe('pending')
      expect(actsIn(record)).toMatchObject([{ sequence: 1, type: 'sign-up-requested' }])
    } finally {
      await patient.stop()
    }
  })
})

describe('an invalid sign-up', () => {
  const json = { 'content-type': 'application/json' }
  const valid = { form: 'newsletter', email: 'ann@example.org', consent: true }
  const body = (changes: object) => JSON.stringify({ ...valid, ...changes })

  it.each<[string, number, RequestInit]>([
    ['that is malformed JSON', 400, { headers: json, body: '{"email": "ann@example.org"' }],
    ['that is JSON but not an object', 400, { headers: json, body: '[]' }],
    ['with an empty body', 400, { headers: json, body: '' }],
    ['with more than 16 KB', 413, { headers: json, body: body({ x: 'x'.repeat(17_000) }) }],
    ['in plain text', 415, { headers: { 'content-type': 'text/plain' }, body: 'ann@example.org' }],
    [
      'from an unlisted origin',
      403,
      { headers: { ...json, origin: 'https://evil.example' }, body: body({}) },
    ],
  ])('%s is a problem with status %d', async (_, status, init) => {
    const reply = await personAt(stack).request('/signups', { method: 'POST', ...init })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    expect(await reply.json()).toMatchObject({ status, type: expect.any(String), title: expect.any(String) })
  })

  it.each<[string, object, string]>([
    ['no address', { email: undefined }, 'email'],
    ['an invalid address', { email: 'ann@' }, 'email'],
    ['an address that SES cannot deliver to', { email: 'δοκιμή@example.org' }, 'email'],
    ['two addresses', { email: 'a@example.org,b@example.org' }, 'email'],
    ['an address as a list', { email: ['ann@example.org'] }, 'email'],
    ['no consent', { consent: undefined }, 'consent'],
    ['consent refused', { consent: false }, 'consent'],
    ['consent as "no"', { consent: 'no' }, 'consent'],
    ['a name over 60 characters', { name: 'n'.repeat(61) }, 'name'],
    ['an advertisement for a name', { name: 'Claim your prize. Visit evil.example' }, 'name'],
    ['a name with a line break', { name: 'Ann\r\nBcc: eve@example.org' }, 'name'],
    ['an address for a name', { name: 'Win at https://evil.example' }, 'name'],
    ['a field that is an object', { email: { toString: 0 } }, 'email'],
    ['a form that is an object', { form: { toString: 0, valueOf: 0 } }, 'form'],
    ['an unknown form', { form: 'nope' }, 'form'],
    ['a form named after an object’s built-in member', { form: 'constructor' }, 'form'],
    ['an unknown topic', { topics: ['nope'] }, 'topics'],
    ['a topic of another form', { form: 'events', topics: ['stories'] }, 'topics'],
    ['an empty choice of topics', { topics: [''] }, 'topics'],
  ])('with %s names the field', async (_, changes, field) => {
    const ann = personAt(stack)
    const reply = await ann.request('/signups', { method: 'POST', headers: json, body: body(changes) })
    expect(reply.status).toBe(422)
    expect(((await reply.json()) as { errors: unknown }).errors).toEqual([
      { field, detail: expect.any(String) },
    ])
  })

  it.each<[string, object]>([
    ['a Persian name with its joiner', { name: 'علی\u200Cرضا' }],
    ['half a character in the name', { name: 'Ann\ud800' }],
    ['a page of any length', { page: `https://www.example.org/?gclid=${'x'.repeat(5000)}` }],
    ['an invalid page', { page: ['?'] }],
    ['an invalid language', { locale: 7 }],
  ])('is not caused by %s', async (_, changes) => {
    const ann = personAt(stack)
    const reply = await ann.request('/signups', {
      method: 'POST',
      headers: json,
      body: body({ ...changes, email: ann.email }),
    })
    expect(reply.status).toBe(202)
  })

  it('is shown again as a page that keeps what was typed and says what to correct', async () => {
    const reply = await personAt(stack).signUpByForm({
      email: 'ann@"><script>',
      name: 'Ann O’Neil',
      consent: '',
      topics: '',
    })
    expect(reply.status).toBe(422)
    const page = await reply.text()
    expect(page).toContain('value="Ann O’Neil"')
    expect(page).toContain('value="ann@&quot;&gt;&lt;script&gt;"')
    expect(page).toContain('id="email-error"')
    expect(page).toContain('id="consent-error"')
    expect(page).toContain('id="topics-error"')
    expect(reply.headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  it('beyond a network’s limit is a 429 that says when to try again', async () => {
    const crowd = personAt(stack)
    const replies: Response[] = []
    for (let i = 0; i < 31; i++) replies.push(await crowd.signUp())
    const last = replies.at(-1)
    expect(replies.slice(0, 30).every(({ status }) => status === 202)).toBe(true)
    expect([last?.status, last?.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    const page = await crowd.signUpByForm({ name: 'Ann' })
    expect([page.status, await page.text()]).toEqual([429, expect.stringContaining('value="Ann"')])
    expect(page.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  it('on an unknown path is a 404', async () => {
    for (const path of ['/', '/signups', '/forms/nope', '/forms/nope/thanks', '/confirm', '/wp-login.php']) {
      const reply = await fetch(stack.urls.api + path, { headers: { accept: 'application/json' } })
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json',
      ])
    }
  })
})

describe('a plain form', () => {
  const post = (ann: Person, headers: Record<string, string>) =>
    ann.request('/signups', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
      body: `form=newsletter&email=${encodeURIComponent(ann.email)}&consent=on`,
      redirect: 'manual',
    })

  it.each<[string, Record<string, string>]>([
    ['another website', { origin: 'https://evil.example' }],
    ['an origin of another form', { origin: 'https://events.imc-uk.example' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['a page elsewhere that hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('of %s is refused, by a page that says why', async (_, headers) => {
    const ann = personAt(stack)
    const reply = await post(ann, headers)
    expect([reply.status, await reply.text()]).toEqual([
      403,
      expect.stringContaining('sent from a website that is not listed'),
    ])
    expect((await ann.record()).events).toEqual([])
  })

  it('is taken from a listed website, from our own pages, and from whatever sends no origin', async () => {
    const ours = new URL(stack.urls.api).origin
    for (const headers of [
      {},
      { origin: stack.urls.site },
      { origin: ours },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: 'null', 'sec-fetch-site': 'same-site' },
    ])
      expect([headers, (await post(personAt(stack), headers)).status]).toEqual([headers, 303])
  })
})

describe('a website’s script', () => {
  it('may post from the origins that the form lists', async () => {
    const origin = stack.urls.site
    const preflight = await fetch(`${stack.urls.api}/signups`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    const ann = personAt(stack)
    const reply = await ann.request('/signups', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ form: 'newsletter', email: ann.email, consent: true }),
    })
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([202, origin])
  })

  it('may not post from any other, nor from an origin of another form', async () => {
    const preflight = await fetch(`${stack.urls.api}/signups`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    const ann = personAt(stack)
    const reply = await ann.request('/signups', {
      method: 'POST',
      headers: { origin: 'https://events.imc-uk.example', 'content-type': 'application/json' },
      body: JSON.stringify({ form: 'newsletter', email: ann.email, consent: true }),
    })
    expect(reply.status).toBe(403)
    expect((await ann.record()).events).toEqual([])
  })
})
