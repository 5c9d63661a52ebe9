import { afterEach, expect, it, vi } from 'vitest'
import { handler } from '../../functions/feedback.ts'
import { bounced, complained, sent } from '../support/provider-events.ts'

afterEach(() => vi.restoreAllMocks())

it.each([
  ['error', 'feedbackUnreadable', { ...bounced(), bounce: undefined }],
  ['error', 'feedbackUnreadable', complained('something-new')],
  ['error', 'mailBlocked', complained('auth-failure')],
  ['info', 'feedbackIgnored', sent()],
] as const)('logs at the level %s, as %s, without an address', async (level, code, detail) => {
  const spy = vi.spyOn(console, level).mockImplementation(() => {})
  await handler({ detail } as unknown as Parameters<typeof handler>[0])
  expect(spy.mock.calls).toHaveLength(1)
  const [line] = spy.mock.calls[0] ?? []
  expect(JSON.parse(String(line))).toMatchObject({ level, code })
  expect(line).not.toContain('@')
})
