import type { LocalStack } from '../../local/local-stack.ts'

/** The facts about a person that reveal harm after a restore. */
export interface DrillObservation {
  readonly mailed: boolean
  readonly held: boolean
}

/** A person in a drill, who acts only through the API. */
export interface DrillPerson {
  'sign-up'(): Promise<void>
  confirm(): Promise<void>
  unsubscribe(): Promise<void>
  /** Objects in a letter to an officer. */
  object(): Promise<void>
  erase(): Promise<void>
  look(): Promise<DrillObservation>
}

let networks = 0

export function personOf(stack: LocalStack, token: string, email: string): DrillPerson {
  networks += 1
  // Each person has a network of their own, so that the drill stays below the limit of one network.
  const ip = `198.51.${Math.floor(networks / 250)}.${networks % 250}`
  const json = { 'content-type': 'application/json', accept: 'application/json', 'x-local-source-ip': ip }
  const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
    const init = { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }
    const reply = await fetch(url.startsWith('http') ? url : stack.urls.api + url, init)
    if (!reply.ok) throw new Error(`${new URL(reply.url).pathname.split('/')[1]} answered ${reply.status}`)
    return reply.json() as Promise<Record<string, unknown>>
  }
  const office = (path: string, body: object) =>
    post(`/privacy/${path}`, body, { authorization: `Bearer ${token}`, 'x-reason': 'audit' })
  const press = async (kind: 'confirm' | 'unsubscribe') => {
    await stack.idle()
    const pattern = new RegExp(`${stack.urls.api}/${kind}/[\\w.-]+`)
    const mails = stack.mailbox.messages.filter(({ to }) => to === email)
    const link = mails.flatMap(({ text }) => pattern.exec(text) ?? []).at(0)
    if (!link) throw new Error(`no ${kind} link was mailed`)
    const reply = await fetch(link, { method: 'POST', headers: { accept: 'application/json' } })
    if (!reply.ok) throw new Error(`${kind} answered ${reply.status}`)
  }
  const fulfil = async (type: string) => {
    const { id } = await office('requests', { type, email, channel: 'email' })
    await office(`requests/${id}/actions`, { action: 'fulfil' })
  }
  return {
    'sign-up': async () => {
      await post('/signups', { form: 'newsletter', email, consent: true })
      await stack.idle()
    },
    confirm: () => press('confirm'),
    unsubscribe: () => press('unsubscribe'),
    object: () => fulfil('objection'),
    erase: () => fulfil('erasure'),
    async look() {
      const { mayBeMailed, email: held } = await office('lookup', { email })
      return { mailed: mayBeMailed === true, held: held !== undefined }
    },
  }
}
