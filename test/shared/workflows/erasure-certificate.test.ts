import { describe, expect, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { parseRequestId, type RequestId } from '../../../shared/domain/requests/request-id.ts'
import type { SealProver } from '../../../shared/store/seal-proofs.ts'
import { certificateOf } from '../../../shared/workflows/erasure-certificate.ts'
import { days, minutes, settings, start, supporterId } from '../../support/builders.ts'
import { confirmation, type Held, heldAfter, proofsIn, signUpIn } from '../../support/receipts.ts'

const request = parseRequestId('7K3M-9QXP') as RequestId
const other = parseRequestId('7K3M-9QXQ') as RequestId
const erase: Command = { type: 'erase', method: 'officer' }
const finish: Command = { type: 'finish-erasure', begun: 3, notified: ['Newsletter service'] }

/** Ann's record, erased because of the data request. */
function erased(...after: Command[]): Held {
  const held = heldAfter(signUpIn('en'), confirmation(1), erase, ...after)
  return {
    ...held,
    events: held.events.map((event) => (event.sequence < 3 ? event : { ...event, dataRequest: request })),
  }
}

const unsealed: SealProver = async () => ({})
function sealedIn({ events }: Held): SealProver {
  const proofs = proofsIn(events)
  return async ({ hash }) => {
    const { sequence } = events.find((event) => event.hash === hash) ?? {}
    const proof = proofs[String(sequence)]
    return proof ? { proof } : {}
  }
}

const certify = (held: Held, changes: { request?: RequestId; prove?: SealProver } = {}) =>
  certificateOf(settings, held, { request, issued: start + days(2), prove: unsealed, ...changes })

describe('an erasure certificate', () => {
  it('names the events that began and finished it, the recipients, and the end of the last backup', async () => {
    const certificate = await certify(erased(finish))
    expect(certificate).toMatchObject({
      request,
      supporterId,
      organisation: settings.organisation.legalName,
      begun: { sequence: 3, at: new Date(start + minutes(60)).toISOString() },
      finished: { sequence: 4, at: new Date(start + minutes(90)).toISOString() },
      notified: ['Newsletter service'],
      inBackupsUntil: '2026-11-05',
    })
    expect(certificate?.begun).not.toHaveProperty('seal')
    expect(JSON.stringify(certificate)).not.toMatch(/Ann|ann@|203\.0/)
  })

  it('names the seal of each sealed event', async () => {
    const held = erased(finish)
    const { begun, finished } = (await certify(held, { prove: sealedIn(held) })) ?? {}
    expect([begun?.seal?.number, finished?.seal?.number]).toEqual([7, 7])
  })

  it('of an erasure underway has no end and no recipients, and counts the backups from its issue', async () => {
    const certificate = await certify(erased())
    expect(certificate).toMatchObject({ notified: [], inBackupsUntil: '2026-11-07' })
    expect(certificate).not.toHaveProperty('finished')
  })

  it('is not issued for a data request that led to no erasure', async () => {
    expect(await certify(erased(finish), { request: other })).toBeUndefined()
  })
})
