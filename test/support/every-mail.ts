import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { OwedKind } from '../../shared/mail/kinds.ts'
import { settings, softOptIn } from './builders.ts'
import { command } from './command.ts'
import { fulfil, officeAt } from './office.ts'
import { settingsWith } from './settings-file.ts'
import { type Person, personAt } from './stack.ts'

/** Returns settings that allow mails of every kind in quick succession. */
export const settingsForEveryMail = () =>
  settingsWith({
    forms: { ...settings.forms, donation: { ...settings.forms.newsletter, softOptIn } },
    confirmation: { cooldownMinutes: 0, mailsPerDay: 20, mailsPerWeek: 20 },
  })

/** Makes such a stack send a mail of every kind. */
export async function bringEveryMail(stack: LocalStack): Promise<void> {
  const { seal, ...others } = causes
  await Promise.all(Object.values(others).map((cause) => cause(stack)))
  // Last, because it seals the events of the others.
  await seal(stack)
  await stack.idle()
}

/** The cause of a mail of each kind: a missing kind does not compile. */
const causes: Record<OwedKind, (stack: LocalStack) => Promise<unknown>> = {
  confirmation: (stack) => personAt(stack).signUp({ name: 'Ann' }),
  welcome: (stack) => subscribed(personAt(stack)),
  'already-subscribed': async (stack) => {
    const bea = await subscribed(personAt(stack), { locale: 'fr' })
    await bea.signUp({ locale: 'fr' })
  },
  'soft-opt-in': (stack) => personAt(stack).signUp({ form: 'donation', consent: undefined, locale: 'ar' }),
  'my-data': async (stack) => {
    const bea = await subscribed(personAt(stack))
    await bea.signUp({ form: 'events' })
    await bea.requestMyDataLink()
  },
  erasure: async (stack) => {
    const ann = await subscribed(personAt(stack))
    await command(stack, ann, { type: 'erase', method: 'my-data' })
  },
  export: async (stack) => {
    const ann = await subscribed(personAt(stack))
    await fulfil(await officeAt(stack, 'privacy-officer'), 'access', ann.email)
  },
  'address-change': changeAddress,
  // The request above sends both.
  'address-change-notice': async () => {},
  digest: async (stack) => {
    const office = await officeAt(stack, 'privacy-officer')
    const { email } = personAt(stack)
    await office.post('/privacy/requests', {
      type: 'access',
      email,
      channel: 'post',
      receivedOn: '2026-01-05',
    })
    stack.fire('DigestDaily')
  },
  seal: async (stack) => {
    await stack.idle()
    stack.fire('Seal')
  },
}

async function subscribed(person: Person, fields: Record<string, unknown> = {}): Promise<Person> {
  await person.signUp(fields)
  await person.confirm()
  return person
}

async function changeAddress(stack: LocalStack): Promise<void> {
  const ann = await subscribed(personAt(stack))
  await ann.requestMyDataLink()
  await ann.requestAddressChange(personAt(stack).email)
}
