import type { Command } from '../domain/commands.ts'
import type { Evidence } from '../domain/events.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { hasChangedAddress, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { LinkToken } from '../links/token.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { type Committed, commit } from '../store/commit.ts'
import type { Reply } from '../web/reply.ts'
import { type HttpRequest, parseBody } from '../web/request.ts'
import { evidenceOf } from './evidence.ts'
import { unknownLinkReply } from './token-page.ts'

export type LinkDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'links'>

type TokenFor<P extends LinkToken['purpose']> = Extract<LinkToken, { purpose: P }>

/** Both see a link that is ours, and answer for themselves. */
interface Handlers<D, T> {
  /** GET and HEAD, which change nothing, since scanners open links. */
  readonly show: (deps: D, request: HttpRequest, token: T) => Promise<Reply> | Reply
  /** POST, a person's press. A second one is no error. */
  readonly press: (deps: D, request: HttpRequest, token: T) => Promise<Reply> | Reply
}

/** What stands behind a link in a mail: its token is checked for this one purpose before anything else happens. */
export function linkEndpoint<P extends LinkToken['purpose'], D extends LinkDependencies>(
  purpose: P,
  { show, press }: Handlers<D, TokenFor<P>>,
) {
  return async (deps: D, request: HttpRequest): Promise<Reply> => {
    const token = await deps.links().verify(request.path.token ?? '', purpose)
    if (!token) return unknownLinkReply(deps.settings(), request)
    return request.method === 'POST' ? press(deps, request, token) : show(deps, request, token)
  }
}

/** The supporter as the record stands now: what has lapsed counts as forgotten. */
export async function supporterNow(deps: LinkDependencies, id: SupporterId): Promise<Supporter> {
  return lapse(await deps.store().load(id), deps.clock(), pendingRetention(deps.settings()))
}

const mostAddressChanges = 5

/**
 * The record that somebody has now who had this one when the mail was written: leaving works from every mail that ever
 * came, also at an address that was left since.
 */
export async function presentRecord(
  deps: LinkDependencies,
  id: SupporterId,
): Promise<[SupporterId, Supporter]> {
  let supporterId = id
  for (let followed = 0; ; followed++) {
    const supporter = await supporterNow(deps, supporterId)
    if (!hasChangedAddress(supporter) || followed === mostAddressChanges) return [supporterId, supporter]
    supporterId = supporter.changedTo
  }
}

/** Carries out what a press asks for, with evidence of who pressed. @param fields what was chosen, where that matters */
export function pressed(
  deps: LinkDependencies,
  request: HttpRequest,
  { supporterId }: LinkToken,
  command: Command,
  { fields, loaded }: { fields?: Evidence['fields'] | undefined; loaded?: Supporter } = {},
): Promise<Committed> {
  const evidence = evidenceOf(request, deps.newSalt(), { ...(fields && { fields }) })
  return commit(deps.store(), supporterId, command, circumstancesNow(deps, evidence), loaded)
}

/** The fields of a page's form; none of anything else, so that a press without a body still does the one thing it is for. */
export function pressedFields(request: HttpRequest): URLSearchParams {
  const body = parseBody(request)
  return typeof body === 'object' && body.kind === 'form' ? body.fields : new URLSearchParams()
}
