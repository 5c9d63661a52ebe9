import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { Row } from './report.ts'
import { type Visitor, visitorAt } from './visitor.ts'

interface Case {
  readonly of: string
  /** Part of the logical ids of its functions: of a sign-up, of the one that answers and the one that records. */
  readonly fn: 'SignUp' | 'Confirm' | 'Unsubscribe'
  readonly before?: (visitor: Visitor, stack: LocalStack) => Promise<unknown>
  readonly request: (visitor: Visitor) => Promise<unknown>
  /** @default that of the function */
  readonly budget?: { readonly write: number; readonly read: number }
}

/** Everything that signing up and unsubscribing leaves in the tables, with evidence for each. */
const joined = async (visitor: Visitor, stack: LocalStack, fields = {}) => {
  await visitor.signUp(fields)
  await stack.idle()
  await visitor.confirm()
  await stack.idle()
}
const joinedAndLeft = async (visitor: Visitor, stack: LocalStack, fields = {}) => {
  await joined(visitor, stack, fields)
  await visitor.unsubscribe()
}

/** The longest fields that the contract allows. */
const longest = {
  name: 'ẞ'.repeat(60),
  page: `https://www.example.org/${'a'.repeat(400)}?utm_source=${'b'.repeat(50)}`,
}

const cases: readonly Case[] = [
  { of: 'sign-up, new', fn: 'SignUp', request: (visitor) => visitor.signUp() },
  {
    of: 'sign-up, asked again at once',
    fn: 'SignUp',
    budget: { write: 2, read: 2 },
    before: (visitor) => visitor.signUp(),
    request: (visitor) => visitor.signUp(),
  },
  {
    of: 'sign-up, of a subscriber',
    fn: 'SignUp',
    before: joined,
    request: (visitor) => visitor.signUp(),
  },
  {
    of: 'sign-up, of a subscriber, more topics',
    fn: 'SignUp',
    before: (visitor, stack) => joined(visitor, stack, { topics: ['stories'] }),
    request: (visitor) => visitor.signUp(),
  },
  {
    of: 'sign-up, back after leaving',
    fn: 'SignUp',
    before: joinedAndLeft,
    request: (visitor) => visitor.signUp(),
  },
  { of: 'sign-up, longest fields', fn: 'SignUp', request: (visitor) => visitor.signUp(longest) },
  {
    of: 'confirm',
    fn: 'Confirm',
    before: (visitor) => visitor.signUp(),
    request: (visitor) => visitor.confirm(),
  },
  {
    of: 'confirm, pressed again',
    fn: 'Confirm',
    before: joined,
    request: (visitor) => visitor.confirm(),
  },
  {
    of: 'confirm, back after leaving',
    fn: 'Confirm',
    before: async (visitor, stack) => {
      await joinedAndLeft(visitor, stack)
      await visitor.signUp()
    },
    request: (visitor) => visitor.confirm(),
  },
  {
    of: 'confirm, longest fields',
    fn: 'Confirm',
    before: (visitor) => visitor.signUp(longest),
    request: (visitor) => visitor.confirm(),
  },
  {
    of: 'unsubscribe',
    fn: 'Unsubscribe',
    before: joined,
    request: (visitor) => visitor.unsubscribe(),
  },
  {
    of: 'unsubscribe, one click',
    fn: 'Unsubscribe',
    before: joined,
    request: (visitor) => visitor.unsubscribe('one-click'),
  },
  {
    of: 'unsubscribe, pressed again',
    fn: 'Unsubscribe',
    before: joinedAndLeft,
    request: (visitor) => visitor.unsubscribe(),
  },
  {
    of: 'unsubscribe, second time back',
    fn: 'Unsubscribe',
    before: async (visitor, stack) => {
      await joinedAndLeft(visitor, stack)
      await joined(visitor, stack)
    },
    request: (visitor) => visitor.unsubscribe(),
  },
  {
    of: 'unsubscribe, longest fields',
    fn: 'Unsubscribe',
    before: (visitor, stack) => joined(visitor, stack, longest),
    request: (visitor) => visitor.unsubscribe(),
  },
]

const budgets = {
  SignUp: { write: 5, read: 2 },
  Confirm: { write: 5, read: 2 },
  Unsubscribe: { write: 5, read: 2 },
}

/** Measures the capacity units of one request each, as the engine counted them. */
export async function unitRows(stack: LocalStack): Promise<Row[]> {
  const rows: Row[] = []
  for (const { of, fn, before, request, budget } of cases) {
    const visitor = visitorAt(stack)
    await before?.(visitor, stack)
    await stack.idle()
    stack.capacity.clear()
    await request(visitor)
    await stack.idle()
    rows.push(row(of, budget ?? budgets[fn], stack, fn))
  }
  return rows
}

function row(of: string, budget: { write: number; read: number }, { capacity }: LocalStack, fn: string): Row {
  const calls = capacity.of(fn)
  if (calls.length === 0) throw new Error(`${fn} made no call`)
  const write = calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0)
  const read = calls.reduce((sum, { readUnits }) => sum + readUnits, 0)
  return {
    measure: 'Capacity units',
    of,
    measured: `${write} write, ${read} read`,
    budget: `<= ${budget.write}, ${budget.read}`,
    within: write <= budget.write && read <= budget.read,
    detail: calls.map(({ operation }) => operation).join(', '),
    values: { write, read, calls: calls.length },
  }
}
