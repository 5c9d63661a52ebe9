import fc from 'fast-check'
import type { Command, CommandOf } from '../../shared/domain/commands.ts'
import { supporterIdOf } from '../../shared/domain/supporter-id.ts'
import { address, consent, days, signUp, start } from './builders.ts'

const topics = ['stories', 'events', 'emergencies']
/** Sequences and cycles as they may or may not be in a life of some twenty events. */
const n = fc.nat(20)
const end = start + days(400)
const other = supporterIdOf(address('other@example.org'), 'test key')
const chosen = fc.subarray(topics)
const always = <T extends Command>(command: T) => fc.constant(command)

/** What can be asked of a record: a command that nothing here makes does not compile. */
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
  'cancel-request': n.map((cycle) => ({ type: 'cancel-request', cycle, method: 'link' })),
  return: n.map((undoes) => ({ type: 'return', undoes, topics: ['stories'] })),
  'explain-departure': always({ type: 'explain-departure', reason: 'too-many' }),
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
  'ask-for-link': always({ type: 'ask-for-link' }),
  object: always({ type: 'object', method: 'my-data' }),
  restrict: always({ type: 'restrict' }),
  'lift-restriction': always({ type: 'lift-restriction' }),
  rectify: fc.constantFrom({ type: 'rectify', name: 'Anna' }, { type: 'rectify' }),
  export: always({ type: 'export', method: 'my-data' }),
  'ask-to-move': always({ type: 'ask-to-move' }),
  'move-away': n.map((asked) => ({ type: 'move-away', to: other, asked })),
  'offer-move': n.map((sequence) => ({
    type: 'offer-move',
    from: { supporterId: other, sequence },
    profile: { address: address() },
    locale: 'fr',
  })),
  'move-here': fc.tuple(n, chosen).map(([cycle, some]) => ({
    type: 'move-here',
    cycle,
    linkExpiresAt: end,
    brings: {
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

/** Anything that anybody can ask of a record. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(...Object.values<fc.Arbitrary<Command>>(commands))
