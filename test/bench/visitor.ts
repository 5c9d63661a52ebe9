import type { LocalStack } from '../../infra/local/local-stack.ts'

export interface Timed {
  readonly status: number
  /** From the request's first byte to the answer's last. */
  readonly milliseconds: number
}

/** A person with a browser and a mailbox, on their own network. */
export interface Visitor {
  signUp(fields?: Record<string, unknown>): Promise<Timed>
  confirm(): Promise<Timed>
  /** Unsubscribes with the button behind the link, or with a mail program's one-click. */
  unsubscribe(how?: 'link' | 'one-click'): Promise<Timed>
}

let visitors = 0

export function visitorAt(stack: LocalStack): Visitor {
  visitors += 1
  const email = `visitor-${visitors}@example.org`
  const ip = `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`
  const send = (path: string, init: RequestInit) => timed(stack.urls.api + path, ip, init)
  const press = (kind: 'confirm' | 'unsubscribe', body?: URLSearchParams) =>
    send(linkTo(stack, email, kind), { method: 'POST', ...(body && { body }) })
  return {
    signUp: (fields = {}) =>
      send('/signups', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...usual, email, ...fields }),
      }),
    confirm: () => press('confirm'),
    unsubscribe: (how = 'link') =>
      press(
        'unsubscribe',
        how === 'one-click' ? new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) : undefined,
      ),
  }
}

export function health(stack: LocalStack): Promise<Timed> {
  return timed(`${stack.urls.api}/health`, '10.255.255.255', {})
}

/** The fields of a usual website form. */
const usual = {
  form: 'newsletter',
  name: 'Ann Example',
  consent: true,
  page: 'https://www.example.org/mali?utm_source=leaflet',
}

const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1'

async function timed(url: string, ip: string, init: RequestInit): Promise<Timed> {
  const headers = { 'x-local-source-ip': ip, 'user-agent': userAgent, ...init.headers }
  const begun = performance.now()
  const reply = await fetch(url, { redirect: 'manual', ...init, headers })
  await reply.arrayBuffer()
  const milliseconds = performance.now() - begun
  if (!reply.ok) throw new Error(`${init.method ?? 'GET'} ${url} answered ${reply.status}`)
  return { status: reply.status, milliseconds }
}

/** Returns the link in the newest mail that has one. The stack must be idle, so that the mail has arrived. */
function linkTo(stack: LocalStack, email: string, kind: string): string {
  for (const { to, text } of stack.mailbox.messages) {
    const [link] = (to === email && new RegExp(`/${kind}/\\S+`).exec(text)) || []
    if (link) return link
  }
  throw new Error(`no ${kind} link was mailed to ${email}`)
}
