import type { Refusal } from '../domain/requests/decide-request.ts'
import { type FieldError, problem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import type { Officer } from './officer.ts'

/** Replies 422, naming the invalid fields. */
export function invalidReply(officer: Officer, ...errors: FieldError[]): Reply {
  return problem('invalid', officer, { errors })
}

/** Replies with the reason for refusing a command: 409 for the data request's state, 422 for a field. */
export function refusalReply(refusal: Refusal, officer: Officer): Reply {
  const { refusal: words } = officer.words
  const notNow = (detail: string) => problem('conflict', officer, { detail })
  switch (refusal.reason) {
    case 'not-now':
      return notNow(words.notNow(refusal.allowed.join(', ')))
    case 'not-for-this-type':
      return notNow(words.notForThisType)
    case 'too-late':
      return notNow(words.tooLate(refusal.lastDay))
    case 'clock-stopped':
      return notNow(words.clockStopped)
    case 'ground':
      return invalidReply(officer, { field: 'ground', detail: words.ground(refusal.allowed.join(', ')) })
    case 'exemption':
      return invalidReply(officer, { field: 'exemption', detail: words.exemption })
    case 'note':
      return invalidReply(officer, { field: 'note', detail: words.note })
    case 'day':
      return invalidReply(officer, {
        field: refusal.field,
        detail: words.day(refusal.earliest, refusal.latest),
      })
    default:
      return refusal satisfies never
  }
}
