import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts'
import { bringEveryMail, settingsForEveryMail } from '../support/every-mail.ts'
import { type Page, pagePaths, pagesOf } from '../support/routes.ts'
import { anyPorts } from '../support/stack.ts'
import type { Row } from './report.ts'

/** Bytes, headers included: a page has no other resources. */
const budget = 30_000

/** Measures the transfer size of each page, and of a form on another website: the script and its description. */
export async function pageWeightRows(): Promise<Row[]> {
  // Its own stack: a personal page is reached by the link in a mail, so mails of every kind must be sent at once.
  const stack = await startLocalStack({ ports: anyPorts, settingsFile: settingsForEveryMail() })
  try {
    await bringEveryMail(stack)
    const pages = pagesOf(stack)
    const missing = pagePaths.filter((route) => !pages.some((page) => page.route === route))
    if (missing.length > 0) throw new Error(`no mail has a link to ${missing.join(', ')}`)
    return await weighed(stack, pages)
  } finally {
    await stack.stop()
  }
}

async function weighed({ urls }: LocalStack, pages: readonly Page[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const { route, path } of pages) {
    const { bytes, type } = await transferred(urls.api + path, 'text/html')
    if (type.startsWith('text/html')) rows.push(row(route, bytes))
  }
  const script = await transferred(`${urls.api}/embed.js`, '*/*')
  const described = await transferred(`${urls.api}/forms/newsletter`, 'application/json')
  return [...rows, row('<supporter-signup>', script.bytes + described.bytes)]
}

function row(of: string, bytes: number): Row {
  return {
    measure: 'Transferred',
    of,
    measured: `${(bytes / 1000).toFixed(1)} KB`,
    budget: `<= ${budget / 1000} KB`,
    within: bytes <= budget,
    detail: 'headers and body, not compressed',
    values: { bytes },
  }
}

/** On a connection of its own, so that what it read is this answer. */
async function transferred(url: string, accept: string): Promise<{ bytes: number; type: string }> {
  const outgoing = request(url, { agent: false, headers: { accept } })
  outgoing.end()
  const [answer]: IncomingMessage[] = await once(outgoing, 'response')
  if (answer?.statusCode !== 200) throw new Error(`${new URL(url).pathname} answered ${answer?.statusCode}`)
  answer.resume()
  await once(answer, 'end')
  return { bytes: answer.socket.bytesRead, type: answer.headers['content-type'] ?? '' }
}
