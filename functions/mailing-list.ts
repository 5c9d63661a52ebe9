import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import type { Instant } from '../shared/domain/events.ts'
import { lapse, pendingRetention } from '../shared/domain/lapse.ts'
import { mayBeMailed } from '../shared/domain/may-be-mailed.ts'
import type { Supporter } from '../shared/domain/supporter.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import { compact } from '../shared/lib/compact.ts'
import { csv } from '../shared/lib/csv.ts'
import { urls } from '../shared/links/urls.ts'
import { type MailedPerson, MailingList } from '../shared/office/contract.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { invalidReply } from '../shared/office/replies.ts'
import { type ProfilePage, scanProfiles } from '../shared/store/profiles.ts'
import { json, type Reply, spreadsheet } from '../shared/web/reply.ts'
import { type HttpRequest, preferredType } from '../shared/web/request.ts'
import { varyByAccept } from '../shared/web/respond.ts'

export type MailingListDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'links'> & {
  readonly scan: (from?: string) => Promise<ProfilePage | undefined>
}

/**
 * Lists the people who may be mailed now, a page at a time, each with the unsubscribe link that every mail to them must
 * carry. JSON, or CSV by `Accept: text/csv`; the next page is in `next` and in the `Link` header.
 */
export const mailingListHandlers = (deps: MailingListDependencies): OfficersHandlers<'mailing-list'> => ({
  'GET /privacy/mailing-list': (request, officer) => readMailingList(deps, request, officer),
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('mailing-list'),
  mailingListHandlers({
    ...officeRuntime,
    scan: (from) => scanProfiles(officeRuntime.dynamoDb(), officeRuntime.tables().supporters, from),
  }),
)

function readMailingList(
  deps: MailingListDependencies,
  request: HttpRequest,
  officer: Officer,
): PreparedCall | Reply {
  const { topic, from } = request.query
  const topics = deps.settings().topics.map(({ id }) => id)
  if (topic !== undefined && !topics.includes(topic))
    return invalidReply(officer, { field: 'topic', detail: officer.words.invalid.oneOf(topics.join(', ')) })
  return {
    async perform() {
      const page = await deps.scan(from)
      if (!page) return invalidReply(officer, { field: 'from', detail: officer.words.invalid.cursor })
      const people = await peopleOn(deps, page, topic)
      const { next } = page
      const wantsCsv = preferredType(request, ['application/json', 'text/csv'], '') === 'text/csv'
      const reply = wantsCsv
        ? spreadsheet(asCsv(people))
        : json(200, MailingList, { people, ...(next && { next }) })
      return varyByAccept({ ...reply, headers: { ...reply.headers, ...linkTo(next, topic) } })
    },
  }
}

async function peopleOn(
  deps: MailingListDependencies,
  { profiles }: ProfilePage,
  topic: string | undefined,
): Promise<MailedPerson[]> {
  const at = deps.clock()
  const settings = deps.settings()
  const present = profiles.map(({ supporterId, supporter }) => ({
    supporterId,
    supporter: lapse(supporter, at, pendingRetention(settings)),
  }))
  const mailed = present.filter(({ supporter }) => isWanted(supporter, at, topic))
  return Promise.all(mailed.map(({ supporterId, supporter }) => personOf(deps, supporterId, supporter)))
}

function isWanted(supporter: Supporter, at: Instant, topic: string | undefined): boolean {
  if (supporter.status !== 'subscribed' || !mayBeMailed(supporter, at)) return false
  return topic === undefined ? supporter.topics.length > 0 : supporter.topics.includes(topic)
}

async function personOf(
  { links, settings }: MailingListDependencies,
  supporterId: SupporterId,
  supporter: Supporter,
): Promise<MailedPerson> {
  const { address, name, locale } = supporter
  const { publicUrl } = settings().site
  return compact({
    supporterId,
    email: address?.mailbox() ?? '',
    name,
    locale,
    topics: supporter.status === 'subscribed' ? [...supporter.topics] : [],
    unsubscribeUrl: urls(publicUrl).unsubscribe(await links().sign({ purpose: 'unsubscribe', supporterId })),
  })
}

const columns = ['email', 'name', 'locale', 'topics', 'unsubscribeUrl', 'supporterId'] as const

function asCsv(people: readonly MailedPerson[]): string {
  const lines = people.map((person) => columns.map((column) => [person[column] ?? ''].flat().join(' ')))
  return csv(columns, lines)
}

/** Returns the `Link` header of the next page (RFC 8288). */
function linkTo(next: string | undefined, topic: string | undefined): Record<string, string> {
  if (next === undefined) return {}
  const query = new URLSearchParams(compact({ from: next, topic }))
  return { link: `</privacy/mailing-list?${query}>; rel="next"` }
}
