import { describe, expect, it } from 'vitest'
import type { Context } from '../../infra/local/emulator/iam/conditions.ts'
import type { Statement } from '../../infra/local/emulator/template/deployment.ts'
import { deployment } from '../infra/local/emulator/endpoint/support.ts'
import { IamJudge } from './iam-judge.ts'

const bus = 'arn:aws:events:eu-west-2:000000000000:event-bus/default'
const queue = 'arn:aws:sqs:eu-west-2:000000000000:work'
const roleArn = 'arn:aws:iam::000000000000:role/writer-role'

async function disagreements(
  more: Partial<Statement>,
  access: { action: string; resource: string; context?: Context; allowed: boolean },
) {
  const judge = new IamJudge()
  judge.note({ roleArn, context: {}, ...access })
  return judge.disagreements(deployment([{ action: access.action, resource: access.resource, more }]))
}

const putEvents = {
  action: 'events:PutEvents',
  resource: bus,
  context: { 'events:source': ['charity'] },
}

describe('the second judge', () => {
  it('agrees where both allow or both deny', async () => {
    expect(await disagreements({}, { action: 'sqs:SendMessage', resource: queue, allowed: true })).toEqual([])
    expect(
      await disagreements({ Effect: 'Deny' }, { action: 'sqs:SendMessage', resource: queue, allowed: false }),
    ).toEqual([])
  })

  it('names an access that only the emulator allows', async () => {
    const [one = ''] = await disagreements(
      { Effect: 'Deny' },
      { action: 'sqs:SendMessage', resource: queue, allowed: true },
    )
    expect(one).toMatch(/^writer-role: sqs:SendMessage on .*:work is allowed here and denied there/)
  })

  it('denies a condition that compares a key of several values as if it had one', async () => {
    const plain = { Condition: { StringEquals: { 'events:source': 'charity' } } }
    const every = { Condition: { 'ForAllValues:StringEquals': { 'events:source': 'charity' } } }
    expect(await disagreements(plain, { ...putEvents, allowed: true })).toHaveLength(1)
    expect(await disagreements(every, { ...putEvents, allowed: true })).toEqual([])
  })

  it('does not believe in a condition key that the action does not have', async () => {
    const foreign = { Condition: { StringEquals: { 'events:source': 'charity' } } }
    const access = { action: 'sqs:SendMessage', resource: queue, context: { 'events:source': 'charity' } }
    expect(await disagreements(foreign, { ...access, allowed: true })).toHaveLength(1)
  })

  it('says so of an action that AWS does not have', async () => {
    const [one = ''] = await disagreements({}, { action: 'sqs:Invent', resource: queue, allowed: true })
    expect(one).toMatch(/sqs:Invent .* there/)
  })
})
