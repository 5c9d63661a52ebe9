import { expect, it } from 'vitest'
import { warmCpuRows } from './warm-cpu.ts'

it('measures each public function on the data that it reads', async () => {
  const rows = await warmCpuRows({ warmUps: 0, requests: 1 })
  expect(rows.map(({ of }) => of)).toEqual(['sign-up', 'confirm', 'unsubscribe'])
})
