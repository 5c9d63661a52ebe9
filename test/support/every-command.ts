import fc from 'fast-check'
import type { Command, CommandOf } from '../../shared/domain/commands.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { address, consent, days, signUp, start } from './builders.ts'

const topics = ['stories', 'events', 'emergencies']
/** Sequences and cycles that may or may not exist among some twenty events. */
const n = fc.nat(20)
const end = start + days(400)
const other = supporterIdOf(address('other@example.org'), 'test key')
const chosen = fc.subarray(topics)
const always = <T extends Command>(command: T) => fc.constant(command)

/** An arbitrary for each command: a missing command does not compile. */
const commands: { readonly [T in Command['type']]: fc.Arbitrary<CommandOf<T>> } = {
  'sign-up': fc.constantFrom(...topics).map((topic) => signUp({ topics: [topic] }, 'Ann')),
  'soft-opt-in': always({
    ...signUp({ lawfulBasis: 'charity_soft_opt_in' }),
    type: 'soft-opt-in',
    softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
  }),
  confirm: n.map((cycle) => ({ type: 'confirm', cycle, linkExpiresAt: end })),
  resend: n.map((cycle) => ({ type: 'resend', cycle })),
  unsubscribe: always({ type: 'unsubscribe', method: 'link' }),
  'cancel-sign-up': n.map((cycle) => ({ type: 'cancel-sign-up', cycle, method: 'link' })),
  'undo-withdrawal': n.map((undoes) => ({ type: 'undo-withdrawal', undoes, topics: ['stories'] })),
  'explain-withdrawal': always({ type: 'explain-withdrawal', reason: 'too-many' }),
  'change-preferences': chosen.map((some) => ({
    type: 'change-preferences',
    topics: some,
    locale: 'fr',
    consent: consent(),
  })),
  bounce: always({ type: 'bounce', mail: 99 }),
  'soft-bounce': n.map((mail) => ({ type: 'soft-bounce', mail })),
  complaint: always({ type: 'complaint', mail: 99 }),
  delivery: n.map((mail) => ({ type: 'delivery', mail })),
  delay: n.map((mail) => ({ type: 'delay', mail })),
  'request-my-data-link': always({ type: 'request-my-data-link' }),
  object: always({ type: 'object', method: 'my-data' }),
  restrict: always({ type: 'restrict' }),
  'lift-restriction': always({ type: 'lift-restriction' }),
  rectify: fc.constantFrom({ type: 'rectify', name: 'Anna' }, { type: 'rectify', name: null }),
  export: always({ type: 'export', method: 'my-data' }),
  'request-address-change': always({ type: 'request-address-change' }),
  'change-address-to': n.map((requestSequence) => ({
    type: 'change-address-to',
    to: other,
    requestSequence,
  })),
  'offer-address-change': n.map((sequence) => ({
    type: 'offer-address-change',
    from: { supporterId: other, sequence },
    profile: { address: address() },
    locale: 'fr',
  })),
  'change-address-from': fc.tuple(n, chosen).map(([cycle, some]) => ({
    type: 'change-address-from',
    cycle,
    linkExpiresAt: end,
    carriedOver: {
      from: { supporterId: other, sequence: 4, hash: 'h'.repeat(43) },
      consent: consent({ topics: some }),
      since: start - days(30),
      locale: 'fr',
      name: 'Ann',
      pausedUntil: start + days(30),
    },
  })),
  lapse: always({ type: 'lapse' }),
  expire: always({ type: 'expire' }),
  erase: always({ type: 'erase', method: 'my-data' }),
  'finish-erasure': n.map((begun) => ({ type: 'finish-erasure', begun, notified: [] })),
}

/** Any command for a record. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(...Object.values<fc.Arbitrary<Command>>(commands))
