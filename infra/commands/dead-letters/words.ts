import { followerOf } from './batches.ts'
import type { Letter } from './letters.ts'
import type { OwedState } from './owed-state.ts'

export interface Description {
  /** What it is. */
  readonly what: string
  /** What a person suffers while it lies there. */
  readonly suffers: string
  /** What `replay` does with it, or why it cannot. */
  readonly replay: string
}

const mailNames: Record<string, [name: string, suffers: string]> = {
  confirmation: [
    'the mail that asks to confirm a sign-up',
    'Somebody signed up and waits for the link. They will think that it does not work.',
  ],
  welcome: ['the welcome', 'Somebody confirmed and has nothing that shows it, nor a link to leave by.'],
  'already-subscribed': [
    'the mail “you are already subscribed”',
    'Somebody signed up again and does not know that they need not.',
  ],
  'soft-opt-in': [
    'the first mail of a charitable soft opt-in',
    'Somebody is on the list and was not offered a way out by mail.',
  ],
  'my-data': ['the link to somebody’s own data', 'Somebody asked what is held on them and has no answer.'],
  export: ['the copy of somebody’s data', 'A data request is answered by this mail; the law’s time runs.'],
  erasure: ['the mail that says what was erased', 'Somebody’s erasure may wait for this mail.'],
  move: ['the mail that asks to use a new address', 'Somebody changes their address and waits for the link.'],
  'address-change-notice': [
    'the notice that an address is to change',
    'The change waits for this notice, and nobody was told how to stop it.',
  ],
  seal: [
    'a seal of the ledger to the privacy mailbox',
    'Nobody: but the proof of that day is in this account only.',
  ],
  digest: ['the digest to the privacy mailbox', 'Nobody was reminded of data requests that are due.'],
}

/** In words, without a word about whom. @param state what the tables say of an owed mail */
export function describe(letter: Letter, state: OwedState | undefined): Description {
  switch (letter.kind) {
    case 'mail':
      return describeMail(state)
    case 'feedback':
      return {
        what: `what the mail service said of a mail: ${letter.says}`,
        suffers:
          letter.says === 'bounce' || letter.says === 'complaint'
            ? 'Somebody who must get no more mail may get it.'
            : 'Nobody: a delivery or delay is not in somebody’s record.',
        replay: 'It is recorded again; what is recorded already changes nothing.',
      }
    case 'my-data-link':
      return {
        what: 'that somebody asked for the links to their data',
        suffers: 'They have no answer, if anything is held of them.',
        replay: 'It is asked again: whoever is on record gets the mail.',
      }
    case 'batch':
      return describeBatch(letter)
    case 'schedule':
      return {
        what: 'a daily job that failed, with all its attempts',
        suffers: 'Nobody yet, if the next day’s run succeeds: it does what this one did not.',
        replay: 'It runs now; what it did before, it does not do again.',
      }
    case 'unknown':
      return {
        what: 'something that this version does not know',
        suffers: 'Nobody can tell.',
        replay: 'It cannot be: look at it in SQS’s console.',
      }
  }
}

function describeMail(state: OwedState | undefined): Description {
  if (!state) {
    return {
      what: 'a mail of which the ledger has no event',
      suffers: 'Nobody: nothing says that it is owed.',
      replay: 'There is nothing to send: discard it.',
    }
  }
  const [name, suffers] = mailNames[state.mail] ?? [`the mail “${state.mail}”`, 'Somebody waits for it.']
  const what = `${name}, owed since ${state.owedSince.slice(0, 16).replace('T', ' ')} (UTC)`
  if (state.outcome === 'sent')
    return { what, suffers: 'Nobody: it was sent after all.', replay: 'Nothing is sent: the letter goes.' }
  const again = state.unanswered > 0 ? ` It may have arrived already, up to ${state.unanswered} times.` : ''
  return { what, suffers, replay: `It is sent, once, if it is still owed.${again}` }
}

function describeBatch({ size, functionArn }: Extract<Letter, { kind: 'batch' }>): Description {
  const follower = followerOf(functionArn)
  return {
    what: `${size} new ${size === 1 ? 'event' : 'events'} of the ledger that ${functionArn.split(':').at(6)} never took, in a day of trying`,
    suffers: follower?.suffers ?? 'Nobody can tell.',
    replay: follower?.replay ?? 'It cannot be: this version does not know the function.',
  }
}
