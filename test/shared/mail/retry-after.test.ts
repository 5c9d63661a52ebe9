import { SESServiceException } from '@aws-sdk/client-ses'
import { describe, expect, it } from 'vitest'
import { type DelayReason, retryAfter } from '../../../shared/mail/retry-after.ts'
import { classifySesError } from '../../../shared/mail/ses.ts'
import { minutes } from '../../support/builders.ts'

const refusal = (name: string, message = '', $fault: 'client' | 'server' = 'client') =>
  new SESServiceException({ name, message, $fault, $metadata: {} })

describe('what SES answers', () => {
  it.each([
    ['too-fast', refusal('Throttling', 'Maximum sending rate exceeded.')],
    ['too-fast', refusal('ThrottlingException')],
    ['too-fast', refusal('TooManyRequestsException', 'Rate exceeded')],
    ['quota', refusal('Throttling', 'Daily message quota exceeded.')],
    ['quota', refusal('TooManyRequestsException', 'Daily sending quota exceeded')],
    ['closed', refusal('AccountSendingPausedException')],
    ['closed', refusal('ConfigurationSetSendingPausedException')],
    ['closed', refusal('AccessDenied', 'not authorized to perform ses:SendRawEmail')],
    ['closed', refusal('MessageRejected', 'Email address is not verified: hello@mail.example.org')],
    ['never', refusal('MessageRejected', 'Email address is not verified: ann@example.net')],
    ['never', refusal('InvalidParameterValue')],
    ['later', refusal('InternalFailure', '', 'server')],
    ['unanswered', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('means: %s, for %s', (verdict, error) => {
    expect(classifySesError(error, 'mail.example.org')).toBe(verdict)
  })
})

describe('a mail that could not be sent', () => {
  const pause = (delay: DelayReason, attempt: number, random: number, priority: 'first' | 'rest' = 'rest') =>
    retryAfter(delay, { priority, attempt, random: () => random })

  it.each<[DelayReason, attempt: number, most: number]>([
    ['too-fast', 1, 2000],
    ['too-fast', 4, 16_000],
    ['too-fast', 100, minutes(1)],
    ['busy', 2, 4000],
    ['later', 3, 8000],
    ['later', 100, minutes(15)],
    ['closed', 100, minutes(15)],
  ])('for %s comes again, the time number %i, at any moment within %i ms', (delay, attempt, most) => {
    expect([pause(delay, attempt, 0), pause(delay, attempt, 1)]).toEqual([0, most])
  })

  it('for the quota waits minutes, confirmations fewer', () => {
    expect(pause('quota', 1, 0, 'first')).toBe(minutes(1))
    expect(pause('quota', 50, 0)).toBe(minutes(15))
    expect(pause('quota', 50, 1)).toBe(minutes(18))
  })

  it('for want of an answer waits until nobody can still be sending it', () => {
    expect(pause('unanswered', 1, 0)).toBeGreaterThanOrEqual(30_000)
  })
})
