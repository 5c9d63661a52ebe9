import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { processSqsBatch } from '../../../shared/lib/sqs-batch.ts'

const batchOf = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, i) => ({ body, messageId: `message-${i}` }) as SQSRecord),
})

const failure = 'feedbackDelayed'

describe('processSqsBatch', () => {
  afterEach(() => vi.restoreAllMocks())

  it('reports no message that was handled', async () => {
    const handled: string[] = []
    const handle = async ({ body }: SQSRecord) => {
      handled.push(body)
      return undefined
    }
    expect(await processSqsBatch(batchOf('a', 'b'), { handle, failure })).toEqual({ batchItemFailures: [] })
    expect(handled).toEqual(['a', 'b'])
  })

  it('reports a message whose handler throws, logs its code without its message, and handles the others', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const handled: string[] = []
    const handle = async ({ body }: SQSRecord) => {
      if (body === 'b') throw new TypeError('about ann@example.org')
      handled.push(body)
      return undefined
    }
    expect(await processSqsBatch(batchOf('a', 'b', 'c'), { handle, failure })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    })
    expect(handled).toEqual(['a', 'c'])
    const lines = warn.mock.calls.map(([line]) => JSON.parse(line))
    expect(lines).toEqual([expect.objectContaining({ code: failure, error: 'TypeError' })])
    expect(JSON.stringify(lines)).not.toContain('ann@example.org')
  })

  it('reports a message whose handler asks for a retry, and leaves logging to the handler', async () => {
    const warn = vi.spyOn(console, 'warn')
    const handle = async ({ body }: SQSRecord) => (body === 'a' ? ('retry' as const) : undefined)
    expect(await processSqsBatch(batchOf('a', 'b'), { handle, failure })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    })
    expect(warn).not.toHaveBeenCalled()
  })
})
