import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { confirm } from '../../functions/confirm.ts'
import { type SignUpDependencies, signUp } from '../../functions/sign-up.ts'
import { unsubscribe } from '../../functions/unsubscribe.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import type { Supporter } from '../../shared/domain/supporter.ts'
import { links } from '../../shared/links/links.ts'
import { type Runtime, runtime } from '../../shared/runtime.ts'
import { type RateLimit, rateLimit } from '../../shared/store/rate-limit.ts'
import { type SupporterStore, supporterStore } from '../../shared/store/supporter-store.ts'
import { endpoint } from '../../shared/web/endpoint.ts'
import type { Reply } from '../../shared/web/reply.ts'
import type { HttpRequest } from '../../shared/web/request.ts'
import type { AddressChangeDependencies } from '../../shared/workflows/address-change.ts'
import { settings } from '../support/builders.ts'
import { pressEvent, signUpEvent } from './events.ts'
import { instantClient, instantQueue } from './instant-client.ts'
import * as people from './people.ts'
import type { Row } from './report.ts'
import { median, percentile } from './statistics.ts'

interface Subject {
  readonly name: string
  readonly handle: (deps: Dependencies, request: HttpRequest) => Promise<Reply>
  /** The supporter that each request loads. */
  readonly finds: Supporter
  readonly event: APIGatewayProxyEventV2
}

type Dependencies = Runtime & AddressChangeDependencies & SignUpDependencies

const subjects: readonly Subject[] = [
  { name: 'sign-up', handle: signUp, finds: people.unknown, event: signUpEvent(people.email) },
  {
    name: 'confirm',
    handle: confirm,
    finds: people.pending,
    event: pressEvent('confirm', people.confirmToken),
  },
  {
    name: 'unsubscribe',
    handle: unsubscribe,
    finds: people.subscribed,
    event: pressEvent('unsubscribe', people.unsubscribeToken),
  },
]

const budget = 2

/**
 * Measures processor milliseconds for one request, from event to answer, with services outside the process that
 * answer instantly.
 */
export async function warmCpuRows({ warmUps = 300, requests = 1000 } = {}): Promise<Row[]> {
  const measured = subjects.map((subject) => ({
    subject,
    own: measuring(subject, { store: instantStore(subject.finds), limit: noLimit, put: async () => {} }),
    withSdk: measuring(subject, throughSdk(subject.finds)),
  }))
  for (let n = 0; n < warmUps + requests; n++) {
    for (const { own, withSdk } of measured) {
      await own.once()
      await withSdk.once()
    }
  }
  return measured.map(({ subject, own, withSdk }) =>
    row(subject.name, own.times.slice(warmUps), withSdk.times.slice(warmUps)),
  )
}

interface Parts extends Pick<SignUpDependencies, 'put'> {
  readonly store: SupporterStore
  readonly limit: RateLimit
}

function measuring({ handle, finds, event }: Subject, parts: Parts) {
  const deps: Dependencies = {
    ...runtime,
    settings: () => settings,
    store: () => parts.store,
    limit: () => parts.limit,
    addressKey: async () => people.addressKey,
    put: parts.put,
    links: () => keptLinks,
    chain: async () => [],
    isClosed: async () => false,
  }
  const handler = endpoint(deps.settings, (request) => handle(deps, request))
  const expected = finds.status === 'unknown' ? 202 : 200
  const times: number[] = []
  const once = async () => {
    const before = process.cpuUsage()
    const { statusCode } = await handler(event)
    const { user, system } = process.cpuUsage(before)
    if (statusCode !== expected) throw new Error(`${event.routeKey} answered ${statusCode}`)
    times.push((user + system) / 1000)
  }
  return { once, times }
}

const keptLinks = links(async () => people.linkKeys, Date.now)

const noLimit: RateLimit = {
  hit: async () => 0,
  counterOf: async () => 'network#bench',
  letThrough: async () => true,
}

const instantStore = (held: Supporter): SupporterStore => ({
  load: async () => held,
  find: async () => held,
  append: async () => ({ committed: true }),
  appendAll: async () => true,
  loadForForm: async () => held,
})

function throughSdk(held: Supporter) {
  const client = instantClient(held)
  const tables = { supporters: 'Supporters', ledger: 'Ledger' }
  return {
    store: supporterStore(client, tables, pendingRetention(settings)),
    limit: rateLimit(client, tables.supporters, async () => people.addressKey, 1000),
    put: instantQueue(),
  }
}

function row(of: string, own: readonly number[], withSdk: readonly number[]): Row {
  const [milliseconds, p95, withSdkMilliseconds] = [median(own), percentile(own, 95), median(withSdk)]
  return {
    measure: 'Own CPU, warm',
    of,
    measured: `${milliseconds.toFixed(2)} ms`,
    budget: `<= ${budget} ms`,
    within: milliseconds <= budget,
    detail: `p95 ${p95.toFixed(2)} ms; with the SDK's marshalling and signing ${withSdkMilliseconds.toFixed(2)} ms`,
    values: { milliseconds, p95, withSdkMilliseconds, requests: own.length },
  }
}
