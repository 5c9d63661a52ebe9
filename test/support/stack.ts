import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, onTestFinished } from 'vitest'
import type { Mail } from '../../infra/local/emulator/ses/mailbox.ts'
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../infra/local/local-stack.ts'
import { IamJudge, recordVariable } from './iam-judge.ts'

export const anyPorts = { api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 }

/**
 * Starts the synthesized stack on its own ports, in memory. Stop it when done: then a second judge goes through every
 * permission that its functions asked for.
 */
export async function startStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const synthesized = options.settingsFile ? {} : { outdir: inject('outdir') }
  const judge = new IamJudge()
  const stack = await startLocalStack({ ports: anyPorts, decided: judge.note, ...synthesized, ...options })
  const stop = async () => {
    await stack.stop()
    const record = process.env[recordVariable]
    if (record) judge.record(record)
    expect(await judge.disagreements(stack.deployment)).toEqual([])
  }
  return { ...stack, stop }
}

let people = 0

/** Returns an address that no other test uses. */
export function newEmail(): string {
  people += 1
  return `person-${people}-${process.pid}@example.org`
}

export const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

type LinkKind = 'confirm' | 'unsubscribe' | 'receipt' | 'preferences' | 'my-data' | 'export'

export interface Person {
  readonly email: string
  /** Requests come from a network of their own, so that no test uses up another's limit. */
  request(path: string, init?: RequestInit): Promise<Response>
  signUp(fields?: Record<string, unknown>): Promise<Response>
  signUpByForm(fields?: Record<string, string>): Promise<Response>
  /** "Send me my links". */
  requestMyDataLink(): Promise<Response>
  /** "Change my address", on the page that their link opens. */
  requestAddressChange(email: string): Promise<Response>
  /** Every mail to them so far, oldest first, once the stack has nothing left to do. */
  mails(): Promise<Mail[]>
  /** The link of a kind in the newest mail that has one. */
  link(kind: LinkKind): Promise<string>
  confirm(): Promise<Response>
  /** What an officer sees. */
  record(): Promise<Holdings>
}

export interface Holdings {
  readonly supporterId: string
  readonly status: string
  readonly topics: string[]
  readonly name?: string
  readonly email?: string
  readonly evidence: { sequence: number; salt: string; ip?: string; userAgent?: string; page?: string }[]
  readonly events: Record<string, unknown>[]
}

/** Lists people's acts, without the provider's feedback, which comes at any time. */
export const actsIn = ({ events }: Holdings) => events.filter(({ type }) => type !== 'delivered')

/** A person with a browser and a mailbox. */
export function personAt(stack: LocalStack, email = newEmail()): Person {
  const ip = `203.0.${Math.floor(people / 250)}.${people % 250}`
  const request = (path: string, init: RequestInit = {}) =>
    fetch(path.startsWith('http') ? path : stack.urls.api + path, {
      redirect: 'manual',
      ...init,
      headers: { 'x-local-source-ip': ip, ...init.headers },
    })
  const mails = async () => {
    await stack.idle()
    return stack.mailbox.messages.filter((mail) => mail.to === email).toReversed()
  }
  const link = async (kind: LinkKind) => {
    const pattern = new RegExp(`${stack.urls.api}/${kind}/\\S+`)
    const found = (await mails()).flatMap((mail) => pattern.exec(mail.text) ?? []).at(-1)
    if (!found) throw new Error(`no ${kind} link was mailed`)
    return found
  }
  return {
    email,
    request,
    mails,
    link,
    signUp: (fields = {}) =>
      request('/signups', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ form: 'newsletter', email, consent: true, ...fields }),
      }),
    signUpByForm: (fields = {}) =>
      request('/signups', {
        method: 'POST',
        headers: { accept: browserAccept },
        body: new URLSearchParams({ form: 'newsletter', email, consent: 'yes', ...fields }),
      }),
    requestMyDataLink: async () => {
      await signUpsRecorded(stack)
      return request('/my-data', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email }),
      })
    },
    requestAddressChange: async (to) =>
      request(await link('my-data'), {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams({ action: 'address-change', email: to }),
      }),
    confirm: async () =>
      request(await link('confirm'), { method: 'POST', headers: { accept: 'application/json' } }),
    record: async () => {
      await signUpsRecorded(stack)
      const reply = await request('/privacy/lookup', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-reason': 'enquiry',
          authorization: `Bearer ${await stack.token('privacy-officer')}`,
        },
        body: JSON.stringify({ email }),
      })
      if (reply.status !== 200) throw new Error(`look-up answered ${reply.status}`)
      return (await reply.json()) as Holdings
    },
  }
}

/** Resolves when no accepted sign-up waits to be recorded, whatever else the stack has to do. */
export async function signUpsRecorded({ deployment, queues }: LocalStack): Promise<void> {
  const queue = deployment
    .ofType('AWS::SQS::Queue')
    .find(({ logicalId }) => logicalId.startsWith('SignUpsAccepted'))
  while (queue && queues.messages(queue.arn).length > 0) await sleep(20)
}

/** Arms a fault for one test. */
export function withFault(stack: LocalStack, fault: Parameters<LocalStack['faults']['inject']>[0]): void {
  onTestFinished(stack.faults.inject(fault))
}
