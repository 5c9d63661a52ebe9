import { describe, expect, it } from 'vitest'
import { changesBetween, inWords, losses } from '../../../../infra/commands/deploy/review.ts'

const table = (name: string) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: { KeySchema: [{ AttributeName: name, KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' },
})
const fn = (memory: number) => ({ Type: 'AWS::Lambda::Function', Properties: { MemorySize: memory } })
const secret = (length: number, description = 'key') => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: { Description: description, GenerateSecretString: { PasswordLength: length } },
})

const review = (deployed: Record<string, object>, next: Record<string, object>, agreed?: string[]) => {
  const [before, after] = [deployed, next].map((Resources) => ({ Resources })) as never[]
  const changes = changesBetween(before as never, after as never)
  return { words: inWords(changes), lost: losses(changes, agreed).map(({ id }) => id) }
}

describe('the review of a deployment', () => {
  it('says that nothing would change', () => {
    expect(review({ Supporters: table('id') }, { Supporters: table('id') })).toEqual({
      words: ['This deployment would change nothing.'],
      lost: [],
    })
  })

  it('names what would be created and changed, and how', () => {
    const { words, lost } = review({ SignUp: fn(512) }, { SignUp: fn(1024), Supporters: table('id') })
    expect(words).toEqual([
      'This deployment would',
      '  change  1 × Lambda Function: SignUp (MemorySize)',
      '  create  1 × DynamoDB GlobalTable: Supporters',
    ])
    expect(lost).toEqual([])
  })

  it('counts many of a type, with the properties that differ', () => {
    const of = (memory: number) => Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((id) => [id, fn(memory)]))
    expect(review(of(512), of(1024)).words[1]).toBe('  change  5 × Lambda Function (MemorySize)')
    expect(review({}, of(512)).words[1]).toBe('  create  5 × Lambda Function')
  })

  it.each([
    ['is deleted', { Supporters: table('id') }, {}],
    ['is kept outside the stack', { Supporters: { ...table('id'), DeletionPolicy: 'Retain' } }, {}],
    ['is replaced for another key', { Supporters: table('id') }, { Supporters: table('other') }],
    ['gets another name', { Supporters: table('id') }, { Supporters2: table('id') }],
  ])('finds that a table %s', (_, deployed, next) => {
    expect(review(deployed, next).lost).toEqual(['Supporters'])
  })

  it('finds that another secret would be drawn, which CloudFormation calls an update', () => {
    const { words, lost } = review({ AddressKey: secret(32) }, { AddressKey: secret(48) })
    expect(words[1]).toBe('  replace 1 × SecretsManager Secret: AddressKey (GenerateSecretString)')
    expect(lost).toEqual(['AddressKey'])
    expect(review({ AddressKey: secret(32) }, { AddressKey: secret(32, 'of addresses') }).lost).toEqual([])
  })

  it('lets pass what the caller agreed to lose, and what can be made again', () => {
    expect(review({ Supporters: table('id') }, {}, ['Supporters']).lost).toEqual([])
    expect(review({ SignUp: fn(512) }, {}).lost).toEqual([])
  })
})
