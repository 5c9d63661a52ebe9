import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { addDays, type PlainDate } from '../../../../shared/domain/requests/calendar.ts'
import { act, type RequestCommand, receive } from '../../../../shared/domain/requests/decide-request.ts'
import { type Digest, digestOf } from '../../../../shared/domain/requests/digest.ts'
import type { DataRequest } from '../../../../shared/domain/requests/request.ts'
import { requestIdFrom } from '../../../../shared/domain/requests/request-id.ts'
import type { RequestType } from '../../../../shared/domain/requests/transitions.ts'
import type { Locale } from '../../../../shared/settings/locale.ts'
import { toDigestItem } from '../../../../shared/store/digest-item.ts'
import { address, settings, start } from '../../../support/builders.ts'
import { officeMailOf } from '../../../support/office-mail.ts'

const today = '2026-11-25' as PlainDate
const calendar = settings.dataRequests
const now = { at: start, today, by: 'officer:42', calendar } as const

let ids = 0
function filed(
  daysAgo: number,
  requestType: RequestType = 'access',
  ...commands: RequestCommand[]
): DataRequest {
  ids += 1
  const id = requestIdFrom(Buffer.of(0, 0, 0, 0, ids))
  const contact = { name: 'Ann Example', email: address() }
  const receivedOn = addDays(today, -daysAgo)
  const decided = receive(id, { requestType, channel: 'post', receivedOn, contact, note: 'Ann' }, now)
  if ('refused' in decided) throw new Error('refused')
  return commands.reduce((before, command) => {
    const next = act(before, command, now)
    if ('refused' in next) throw new Error('refused')
    return next.after
  }, decided.after)
}

const full = () => ({
  overdue: filed(40),
  older: filed(50, 'erasure'),
  today: filed(31),
  week: filed(25),
  later: filed(10),
  identity: filed(60, 'access', { action: 'ask-identity' }),
  clarification: filed(5, 'access', { action: 'ask-clarification' }),
  complaint: filed(50, 'complaint', { action: 'acknowledge' }),
})
const digestIn = (requests: DataRequest[]) => digestOf(requests, calendar, today)

describe('the digest', () => {
  it('lists requests that are overdue, due within a week, waiting, or without a fixed deadline', () => {
    const { overdue, older, today: due, week, identity, clarification, complaint, ...rest } = full()
    const all = [overdue, older, due, week, identity, clarification, complaint, ...Object.values(rest)]
    const found = digestIn(all)
    expect(found?.overdue.first).toMatchObject([{ id: older.id, type: 'erasure' }, { id: overdue.id }])
    expect(found?.soon.first).toMatchObject([{ id: due.id, dueOn: today }, { id: week.id }])
    expect(found?.waiting.first).toMatchObject([
      { id: identity.id, stoppedFor: 'identity' },
      { id: clarification.id, stoppedFor: 'clarification' },
    ])
    expect(found?.outcome.first).toMatchObject([{ id: complaint.id }])
    expect(JSON.stringify(found)).not.toMatch(/Ann|ann@|supporterId/)
  })

  it('is not made if nothing needs attention', () => {
    expect(digestIn([])).toBeUndefined()
    expect(digestIn([filed(3)])).toBeUndefined()
  })

  it('is made for the brake alone, and says why confirmations are held back', () => {
    expect(digestOf([], calendar, today, ['unconfirmed'])).toMatchObject({ held: ['unconfirmed'] })
    expect(digestIn([filed(40)])).not.toHaveProperty('held')
  })

  it('names the first of many and counts the others', () => {
    const found = digestIn(Array.from({ length: 30 }, () => filed(40)))
    expect([found?.overdue.first.length, found?.overdue.more]).toEqual([25, 5])
  })
})

describe('the digest mail', () => {
  const written = async (locale: Locale, digest: Digest | undefined) => {
    if (!digest) throw new Error('there is a digest')
    const { to, message } = await officeMailOf(toDigestItem(digest), locale)
    return { to, mail: await simpleParser(message) }
  }

  it.each<[Locale, string, string]>([
    ['en', 'Data requests: 2 overdue, 2 due within a week, 2 waiting', '25 November 2026'],
    ['fr', 'Demandes\u202f: 2 en retard, 2 à traiter sous une semaine, 2 en attente', '25 novembre 2026'],
    ['ar', 'طلبات البيانات: متأخرة 2، مستحقة خلال أسبوع 2، منتظرة 2', '2026'],
  ])('in %s counts the requests and gives the id of each', async (locale, subject, day) => {
    const requests = Object.values(full())
    const { mail } = await written(locale, digestIn(requests))
    expect(mail.subject).toBe(subject)
    expect(mail.text).toContain(day)
    for (const part of [mail.text, String(mail.html)]) {
      for (const { id } of requests.filter((_, i) => i !== 4)) expect(part).toContain(id)
      expect(part).not.toMatch(/undefined|Ann/)
    }
  })

  it('goes to the privacy mailbox, and not as list mail', async () => {
    const { to, mail } = await written('en', digestIn([filed(40)]))
    expect(to.mailbox()).toBe(settings.organisation.privacyMailbox)
    expect([...mail.headers.keys()].join()).not.toMatch(/list/)
    expect(mail.text).not.toContain('Due within')
  })

  it('says why confirmations are held back, in every language', async () => {
    for (const [locale, line] of [
      ['en', 'Too many confirmation mails bounced'],
      ['fr', 'Trop d’e-mails de confirmation'],
      ['ar', 'رسائل التأكيد'],
    ] as const) {
      const { mail } = await written(locale, digestOf([], calendar, today, ['bounces']))
      expect(mail.text).toContain(line)
    }
  })

  it('says how many more there are', async () => {
    const { mail } = await written('en', digestIn(Array.from({ length: 30 }, () => filed(40))))
    expect(mail.text).toContain('and 5 more')
  })
})
