import type { AnyCommand, CommandType } from '../domain/commands.ts'
import type { Evidence } from '../domain/events.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { hasChangedAddress, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import type { LinkToken } from '../links/token.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { type Committed, commit } from '../store/commit.ts'
import type { Reply } from '../web/reply.ts'
import { type HttpRequest, parseBody } from '../web/request.ts'
import { evidenceOf } from './evidence.ts'
import { unknownLinkReply } from './token-page.ts'

export type LinkDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'links'>

type TokenFor<P extends LinkToken['purpose']> = Extract<LinkToken, { purpose: P }>

/** The answers to a link whose token is valid for the purpose. */
interface Handlers<D, T> {
  /** Answers GET and HEAD. Changes nothing, since scanners open links. */
  readonly show: (deps: D, request: HttpRequest, token: T) => Promise<Reply> | Reply
  /** Answers POST, the press of a button. A second press is not an error. */
  readonly press: (deps: D, request: HttpRequest, token: T) => Promise<Reply> | Reply
}

/** Makes the endpoint that a link in a mail opens. First checks that the token is valid for this one purpose. */
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

/** Loads a supporter. Lapsed data counts as deleted. */
export async function loadSupporter(deps: LinkDependencies, id: SupporterId): Promise<Supporter> {
  return lapse(await deps.store().load(id), deps.clock(), pendingRetention(deps.settings()))
}

const mostAddressChanges = 5

/**
 * Loads a supporter's current record, following address changes since the mail was sent, so that unsubscribing works
 * from every mail.
 */
export async function loadPresentRecord(
  deps: LinkDependencies,
  id: SupporterId,
): Promise<[SupporterId, Supporter]> {
  let supporterId = id
  for (let followed = 0; ; followed++) {
    const supporter = await loadSupporter(deps, supporterId)
    if (!hasChangedAddress(supporter) || followed === mostAddressChanges) return [supporterId, supporter]
    supporterId = supporter.changedTo
  }
}

/**
 * Commits the command of a press, with evidence of the HTTP request. @param fields the choices made, if they are
 * evidence too
 */
export function commitPress<T extends CommandType>(
  deps: LinkDependencies,
  request: HttpRequest,
  { supporterId }: LinkToken,
  command: AnyCommand<T>,
  { fields, loaded }: { fields?: Evidence['fields'] | undefined; loaded?: Supporter } = {},
): Promise<Committed<T>> {
  const evidence = evidenceOf(request, deps.newSalt(), compact({ fields }))
  return commit(deps.store(), supporterId, command, circumstancesNow(deps, evidence), loaded)
}

/**
 * Reads the fields of a page's form. Any other body has no fields, so that a press without a body takes the page's
 * main action.
 */
export function formFields(request: HttpRequest): URLSearchParams {
  const body = parseBody(request)
  return typeof body === 'object' && body.kind === 'form' ? body.fields : new URLSearchParams()
}
