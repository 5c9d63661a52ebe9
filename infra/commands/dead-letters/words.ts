import { mailKindOf } from '../../../shared/mail/kinds.ts'
import { followerOf } from './batches.ts'
import type { Letter } from './letters.ts'
import type { OwedState } from './owed-state.ts'

export interface Description {
  readonly name: string
  /** The consequences for people until it is replayed. */
  readonly impact: string
  /** The effect of `replay`, or the reason why it has none. */
  readonly onReplay: string
}

/** Describes a letter without a word about whom it concerns. @param state what the tables hold on an owed mail */
export function describe(letter: Letter, state: OwedState | undefined): Description {
  switch (letter.kind) {
    case 'mail':
      return describeMail(state)
    case 'feedback':
      return {
        name: `feedback from SES: ${letter.says}`,
        impact:
          letter.says === 'bounce' || letter.says === 'complaint'
            ? 'A person who must get no more mail may get it.'
            : 'Nobody is affected, but a delivery or delay is missing from a record.',
        onReplay: 'Records it. Feedback that is already recorded changes nothing.',
      }
    case 'provider-event':
      return {
        name: `an event of SES that no function took: ${letter.says}`,
        impact: 'A person who must get no more mail may get it.',
        onReplay: 'Records it. Feedback that is already recorded changes nothing.',
      }
    case 'my-data-link':
      return {
        name: 'a request for the links to a person’s own data',
        impact: 'A person gets no answer, if we hold anything on them.',
        onReplay: 'Makes the request again. If the person is on record, they get the mail.',
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
        impact: 'Nobody is affected yet: if the next run succeeds, it catches up.',
        onReplay: 'Runs the job now. Work that is already done is not repeated.',
      }
    case 'unknown':
      return {
        name: 'a message that this version does not know',
        impact: 'Unknown.',
        onReplay: 'Nothing. Look at the message in the SQS console.',
      }
  }
}

function describeMail(state: OwedState | undefined): Description {
  if (!state) {
    return {
      name: 'a mail without an event in the ledger',
      impact: 'Nobody is affected: no event owes it.',
      onReplay: 'Nothing. Discard the letter.',
    }
  }
  const kind = mailKindOf(state.mail)
  const { name, impact } = kind?.deadLetter ?? unknownKind(state.mail)
  const described = `${name}, owed since ${state.owedSince.slice(0, 16).replace('T', ' ')} (UTC)`
  if (state.outcome === 'sent')
    return {
      name: described,
      impact: 'Nobody is affected: the mail was sent after all.',
      onReplay: 'Sends nothing, and deletes the letter.',
    }
  if (!kind)
    return {
      name: described,
      impact,
      onReplay: 'Deploy the version that knows it first. Then sends it, once.',
    }
  const again = state.unanswered > 0 ? ` It may have arrived already, up to ${state.unanswered} times.` : ''
  return { name: described, impact, onReplay: `Sends it once, if it is still owed.${again}` }
}

const unknownKind = (mail: string) => ({
  name: `a mail of the kind “${mail}”, which this version does not know`,
  impact: 'Its reader waits for it.',
})

function describeBatch({ size, functionArn }: Extract<Letter, { kind: 'batch' }>): Description {
  const follower = followerOf(functionArn)
  const events = `${size} new ledger ${size === 1 ? 'event' : 'events'}`
  return {
    name: `${events} that ${functionArn.split(':').at(6)} could not process within a day`,
    impact: follower?.impact ?? 'Unknown.',
    onReplay: follower?.onReplay ?? 'Nothing. This version does not know the function.',
  }
}
