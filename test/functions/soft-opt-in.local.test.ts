import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { settings, softOptIn } from '../support/builders.ts'
import { settingsWith } from '../support/settings-file.ts'
import { personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  const donation = { ...settings.forms.newsletter, softOptIn }
  stack = await startStack({ settingsFile: settingsWith({ forms: { ...settings.forms, donation } }) })
})
afterAll(() => stack.stop())

const giving = { form: 'donation', consent: undefined }

describe('a charitable soft opt-in form', () => {
  it('sends one mail with an unsubscribe link, and records the lawful basis', async () => {
    const ann = personAt(stack)
    expect((await ann.signUp(giving)).status).toBe(202)
    const [mail] = await ann.mails()
    expect(mail?.subject).toContain('Keeping in touch')
    expect(await ann.record()).toMatchObject({
      status: 'subscribed',
      events: [
        {
          type: 'soft-opted-in',
          consent: { lawfulBasis: 'charity_soft_opt_in' },
          softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
        },
      ],
    })
    await ann.request(await ann.link('unsubscribe'), { method: 'POST' })
    await ann.signUp(giving)
    expect((await ann.record()).status).toBe('unsubscribed')
  })

  it('keeps nothing about a person who refuses', async () => {
    const ann = personAt(stack)
    expect((await ann.signUp({ ...giving, refuse: true })).status).toBe(202)
    expect(await ann.record()).toMatchObject({ status: 'unknown', events: [] })
    expect(await ann.mails()).toEqual([])
  })

  it('is shown again with the refusal still ticked', async () => {
    const fields = { form: 'donation', email: 'ann@', consent: '', refuse: 'yes' }
    const page = await (await personAt(stack).signUpByForm(fields)).text()
    expect(page).toContain('id="email-error"')
    expect(page).toMatch(/<input[^>]* name="refuse"[^>]* checked>/)
  })

  it('offers a box to refuse, and none to consent', async () => {
    const page = await (await fetch(`${stack.urls.api}/forms/donation`)).text()
    expect(page).toContain('name="refuse"')
    expect(page).not.toContain('name="consent"')
  })
})
