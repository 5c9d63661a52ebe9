import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../../shared/domain/decide.ts'
import { type Supporter, unknownSupporter } from '../../../../shared/domain/supporter.ts'
import { timeOrderedId } from '../../../../shared/lib/time-ordered-id.ts'
import { circumstances, days, hours, minutes, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(400) }
const leave: Command = { type: 'unsubscribe', method: 'link' }

interface Sent {
  readonly command: Command
  readonly sentAt: number
  readonly id: string
}

let sent = 0

/** A form that waits in the queue. */
function form(command: Command, sentAt = start): Sent {
  sent += 1
  return { command, sentAt, id: timeOrderedId(sentAt, Buffer.alloc(10, sent)) }
}

function decide(supporter: Supporter, { command, sentAt, id }: Sent, at = sentAt + 100) {
  return decideAndEvolve(supporter, command, circumstances(at, { id, sentAt }))
}

describe('a form that waited in the queue', () => {
  it('is recorded once, however often it is delivered and however late', () => {
    const first = form(signUp())
    const { after } = decide(unknownSupporter(), first)
    expect(after).toMatchObject({ status: 'pending', signUp: { nonce: first.id } })
    expect(decide(after, first).event).toBeUndefined()
    expect(decide(after, first, start + hours(5)).event).toBeUndefined()
  })

  it('changes nothing of a later one that was delivered before', () => {
    const [early, late] = [form(signUp({ topics: ['events'] })), form(signUp(), start + 50)]
    const { after } = decide(unknownSupporter(), late)
    expect(decide(after, early, start + minutes(1)).event).toBeUndefined()
  })

  it('counts after a later one of another form, since the topics of both are asked for', () => {
    const [early, late] = [form(signUp({ form: 'events', topics: ['events'] })), form(signUp(), start + 50)]
    const { after } = decide(decide(unknownSupporter(), late).after, early, start + minutes(1))
    expect(after).toMatchObject({ signUp: { consent: { topics: ['stories', 'events'] }, joined: true } })
  })

  it.each<[string, Timed[]]>([
    ['left', [[leave, start + 50]]],
    ['bounced', [[{ type: 'bounce', mail: 1 }, start + 50]]],
    ['complained', [[{ type: 'complaint', mail: 1 }, start + 50]]],
    ['objected', [[{ type: 'object', method: 'officer' }, start + 50]]],
    ['was erased', [[{ type: 'erase', method: 'officer' }, start + 50]]],
    ['subscribed to these topics', []],
  ])('brings nobody back who %s since it was sent, and one that was sent then does', (_, since) => {
    const { supporter } = given([signUp(), start - hours(3)], [confirm, start + 1], ...since)
    expect(decide(supporter, form(signUp()), start + minutes(30)).event).toBeUndefined()
    expect(decide(supporter, form(signUp(), start + hours(2))).event).toMatchObject({
      mail: expect.any(String),
    })
  })

  it('does not change what a former supporter asked for again before it was delivered', () => {
    const { supporter } = given(
      [signUp(), start - hours(3)],
      [confirm, start - hours(2)],
      [leave, start + 50],
    )
    const again = decide(supporter, form(signUp({ topics: ['events'] }), start + 60)).after
    expect(again.status).toBe('pending')
    expect(decide(again, form(signUp()), start + minutes(1)).event).toBeUndefined()
  })

  it('counts for more topics than a subscriber has', () => {
    const { supporter } = given([signUp(), start - hours(3)], [confirm, start + 50])
    const more = form(signUp({ topics: ['stories', 'events'] }))
    expect(decide(supporter, more).event).toMatchObject({ type: 'sign-up-requested' })
  })
})
