import { mailKindOf } from '../../../shared/mail/kinds.ts'
import { followerOf } from './batches.ts'
import type { Letter } from './letters.ts'
import type { OwedState } from './owed-state.ts'

export interface Description {
  readonly name: string
  /** The effect on people until the letter is replayed. */
  readonly impact: string
  /** The effect of `replay`, or why it has none. */
  readonly onReplay: string
}

/** Describes a letter without personal data. @param state the state of an owed mail in the tables */
export function describe(letter: Letter, state: OwedState | undefined): Description {
  switch (letter.kind) {
    case 'mail':
      return describeMail(state)
    case 'feedback':
      return {
        name: `feedback from SES: ${letter.report}`,
        impact:
          letter.report === 'bounce' || letter.report === 'complaint'
            ? 'A person who must not be mailed may be mailed.'
            : 'No person is affected, but a record lacks a delivery or a delay.',
        onReplay: 'Records it. Feedback that is already recorded changes nothing.',
      }
    case 'provider-event':
      return {
        name: `an event of SES that no function received: ${letter.says}`,
        impact: 'A person who must get no more mail may get it.',
        onReplay: 'Records it. Feedback that is already recorded changes nothing.',
      }
    case 'sign-up':
      return {
        name: 'an accepted sign-up that was not recorded',
        impact: 'A person signed up and gets no mail. The sign-up is deleted after a week.',
        onReplay: 'Records it, once, unless the person has unsubscribed or been erased since.',
      }
    case 'my-data-link':
      return {
        name: 'a request for the links to a person’s own data',
        impact: 'A person on whom we hold data gets no answer.',
        onReplay: 'Repeats the request. If the person is on record, they get the mail.',
      }
    case 'follow-up':
      return {
        name: 'an erasure or address change that was not finished within 23 hours',
        impact:
          'Personal data is left of a person who was erased, or at the former address of a person who changed it.',
        onReplay: 'Continues it where it stopped.',
      }
    case 'batch':
      return describeBatch(letter)
    case 'schedule':
      return {
        name: 'a daily job that failed at every attempt',
        impact: 'No person is affected yet: the next run catches up if it succeeds.',
        onReplay: 'Runs the job now. Work that is already done is not repeated.',
      }
    case 'unknown':
      return {
        name: 'a message that this version does not know',
        impact: 'Unknown.',
        onReplay: 'No effect. Look at the message in the SQS console.',
      }
  }
}

function describeMail(state: OwedState | undefined): Description {
  if (!state) {
    return {
      name: 'a mail without an event in the ledger',
      impact: 'No person is affected: no event owes it.',
      onReplay: 'No effect. Discard the letter.',
    }
  }
  const kind = mailKindOf(state.mail)
  const { name, impact } = kind?.deadLetter ?? unknownKind(state.mail)
  const described = `${name}, owed since ${state.owedSince.slice(0, 16).replace('T', ' ')} (UTC)`
  if (state.outcome === 'sent')
    return {
      name: described,
      impact: 'No person is affected: the mail was sent after all.',
      onReplay: 'Deletes the letter without sending anything.',
    }
  if (!kind)
    return {
      name: described,
      impact,
      onReplay: 'No effect until a version that knows this kind is deployed; then sends it, once.',
    }
  const again = state.unanswered > 0 ? ` It may have arrived already, up to ${state.unanswered} times.` : ''
  return { name: described, impact, onReplay: `Sends it once, if it is still owed.${again}` }
}

const unknownKind = (mail: string) => ({
  name: `a mail of the kind “${mail}”, which this version does not know`,
  impact: 'Its recipient is waiting for it.',
})

function describeBatch({ size, functionArn }: Extract<Letter, { kind: 'batch' }>): Description {
  const follower = followerOf(functionArn)
  const events = `${size} new ledger ${size === 1 ? 'event' : 'events'}`
  return {
    name: `${events} that ${functionArn.split(':').at(6)} could not process within a day`,
    impact: follower?.impact ?? 'Unknown.',
    onReplay: follower?.onReplay ?? 'No effect. This version does not know the function.',
  }
}
