import type { Certificate } from '../../shared/workflows/erasure-certificate.ts'
import { settings, start, supporterId } from './builders.ts'

const hashes = ['qFBkZ0m3Xb5j1vT2xW8yN4cR7sL6dK9hP0uE3aGfIoM', 'pAqf3ixOjm1aXFE77JdYBG7m2xbjk7vK2gk2C3vh7-A']
const at = new Date(start).toISOString()

const event = (sequence: number): Certificate['begun'] => ({
  sequence,
  at,
  eventId: `00000000-0000-4000-8000-00000000000${sequence}`,
  hash: hashes[0] ?? '',
  seal: { number: 42, to: at, hash: hashes[1] ?? '' },
})

/** A certificate of a finished and sealed erasure. */
export const certificate = (changes: Partial<Certificate> = {}): Certificate => ({
  format: 'supporter-engagement/erasure-certificate/1',
  issued: at,
  organisation: settings.organisation.legalName,
  request: '7K3M-9QXP',
  supporterId,
  intact: true,
  begun: event(4),
  finished: event(5),
  notified: ['Newsletter service'],
  inBackupsUntil: '2026-11-01',
  kept: ['keyed-hash', 'pseudonymous-ledger'],
  ...changes,
})

/** A certificate of an erasure under way. */
export function certificateUnderway(): Certificate {
  const { finished: _, ...begun } = certificate({ notified: [] })
  return begun
}
