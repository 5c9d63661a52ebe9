import { SESServiceException } from '@aws-sdk/client-ses'
import { describe, expect, it } from 'vitest'
import { type DelayReason, retryDelay } from '../../../shared/mail/retry-delay.ts'
import { classifySesError } from '../../../shared/mail/ses.ts'
import { days, minutes } from '../../support/builders.ts'

const refusal = (name: string, message = '', $fault: 'client' | 'server' = 'client') =>
  new SESServiceException({ name, message, $fault, $metadata: {} })

describe('an SES error', () => {
  it.each([
    ['rate-exceeded', refusal('Throttling', 'Maximum sending rate exceeded.')],
    ['rate-exceeded', refusal('ThrottlingException')],
    ['rate-exceeded', refusal('TooManyRequestsException', 'Rate exceeded')],
    ['quota-exceeded', refusal('Throttling', 'Daily message quota exceeded.')],
    ['quota-exceeded', refusal('TooManyRequestsException', 'Daily sending quota exceeded')],
    ['sending-disabled', refusal('AccountSendingPausedException')],
    ['sending-disabled', refusal('ConfigurationSetSendingPausedException')],
    ['sending-disabled', refusal('AccessDenied', 'not authorized to perform ses:SendRawEmail')],
    ['sending-disabled', refusal('MessageRejected', 'Email address is not verified: hello@mail.example.org')],
    ['rejected', refusal('MessageRejected', 'Email address is not verified: ann@example.net')],
    ['rejected', refusal('InvalidParameterValue')],
    ['temporary-failure', refusal('InternalFailure', '', 'server')],
    ['no-answer', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ])('means %s: %s', (failure, error) => {
    expect(classifySesError(error, 'mail.example.org')).toBe(failure)
  })
})

describe('a mail that could not be sent', () => {
  const delay = (reason: DelayReason, attempt: number, random: number, priority: 'first' | 'rest' = 'rest') =>
    retryDelay(reason, { priority, attempt, random: () => random })

  it.each<[DelayReason, attempt: number, most: number]>([
    ['rate-exceeded', 1, 2000],
    ['rate-exceeded', 4, 16_000],
    ['rate-exceeded', 50, minutes(1)],
    ['busy', 2, 4000],
    ['temporary-failure', 3, 8000],
    ['temporary-failure', 50, minutes(15)],
    ['sending-disabled', 50, minutes(15)],
    ['unknown-kind', 50, minutes(15)],
  ])('because of %s is tried again after attempt %i, at any moment within %i ms', (reason, attempt, most) => {
    expect([delay(reason, attempt, 0), delay(reason, attempt, 1)]).toEqual([0, most])
  })

  it('waits minutes for the daily quota, and less for a confirmation', () => {
    expect(delay('quota-exceeded', 1, 0, 'first')).toBe(minutes(1))
    expect(delay('quota-exceeded', 50, 0)).toBe(minutes(15))
    expect(delay('quota-exceeded', 50, 1)).toBe(minutes(18))
  })

  it.each<[DelayReason, 'first' | 'rest']>([
    ['quota-exceeded', 'first'],
    ['quota-exceeded', 'rest'],
    ['busy', 'first'],
    ['rate-exceeded', 'rest'],
    ['sending-disabled', 'first'],
    ['temporary-failure', 'rest'],
  ])('because of %s, with the priority %s, waits for nearly ten days of attempts', (reason, priority) => {
    const attempts = Array.from({ length: 1000 }, (_, i) => delay(reason, i + 1, 0, priority))
    expect(attempts.reduce((sum, wait) => sum + wait)).toBeGreaterThan(days(9.8))
  })

  it('waits after a missing answer until no sender can still be sending it', () => {
    expect(delay('no-answer', 1, 0)).toBeGreaterThanOrEqual(30_000)
  })
})
