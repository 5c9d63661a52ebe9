import type { Refusal } from '../domain/requests/decide-request.ts'
import { problem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { invalidReply, type Officer } from './officers-endpoint.ts'

/** Why a command changes nothing, as an answer: 409 for the state that things are in, 422 for a field. */
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
