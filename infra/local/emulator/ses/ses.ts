import { randomUUID } from 'node:crypto'
import { type Access, AwsError, type Call, type Json, unknownOperation } from '../endpoint/call.ts'
import { queryProtocol } from '../endpoint/protocols/query.ts'
import type { AwsService, Refusal } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'
import type { Mailbox } from './mailbox.ts'
import { type SesEvent, sesEvents } from './ses-events.ts'
import type { SendingQuota } from './ses-limits.ts'
import { asSent, type OutgoingMail, readOutgoing } from './ses-message.ts'

const megabyte = 1024 * 1024

/** Serves SES outside its sandbox, with the template's identities as verified. */
export function ses(
  deployment: Deployment,
  mailbox: Mailbox,
  quota: SendingQuota,
  publish: (event: SesEvent) => void,
): AwsService {
  const read = memoized(readOutgoing)
  return {
    name: 'ses',
    protocol: queryProtocol({ version: '2010-12-01', namespace: 'http://ses.amazonaws.com/doc/2010-12-01/' }),
    accesses: async (call) =>
      call.operation === 'SendRawEmail'
        ? sendAccesses(await read(call.input), deployment)
        : [{ action: `ses:${call.operation}`, resource: '*' }],
    refuse,
    handle: async (call) => {
      if (call.operation === 'GetSendQuota') return quota.report()
      if (call.operation !== 'SendRawEmail') throw unknownOperation(call)
      const mail = await read(call.input)
      assertAcceptable(mail, deployment)
      const at = new Date()
      quota.take(mail.recipients.length, at.getTime())
      return send({ mail, at }, call, deployment, mailbox, publish)
    },
  }
}

function refuse({ call, access }: Refusal): AwsError {
  const message = `User \`${call.caller.arn}' is not authorized to perform \`${access.action}' on resource \`${access.resource}'`
  return new AwsError('AccessDenied', message, 403)
}

async function send(
  { mail, at }: { mail: OutgoingMail; at: Date },
  call: Call,
  deployment: Deployment,
  mailbox: Mailbox,
  publish: (event: SesEvent) => void,
): Promise<Json> {
  const messageId = `0107${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`
  const raw = asSent(mail, messageId, deployment.region, at)
  await mailbox.deliver({ id: messageId, to: mail.recipients, receivedAt: at.toISOString() }, raw)
  const callerName = call.caller.roleArn?.split('/').at(-1) ?? call.caller.functionName
  const events = sesEvents(deployment, { mail, messageId, at, callerName })
  // Events follow the answer, as in AWS.
  setImmediate(() => events.forEach(publish))
  return { MessageId: messageId }
}

function sendAccesses(mail: OutgoingMail, deployment: Deployment): Access[] {
  const identity = identityOf(mail.from, deployment) ?? mail.from
  const place = `arn:aws:ses:${deployment.region}:${deployment.accountId}`
  const resources = [
    `${place}:identity/${identity}`,
    ...(mail.configurationSet ? [`${place}:configuration-set/${mail.configurationSet}`] : []),
  ]
  const context = {
    'ses:ApiVersion': '1',
    'ses:FeedbackAddress': mail.source,
    'ses:FromAddress': mail.from,
    'ses:FromDisplayName': mail.fromName,
    'ses:Recipients': mail.recipients,
  }
  return resources.map((resource) => ({ action: 'ses:SendRawEmail', resource, context }))
}

/** Finds the verified identity of an address: the address itself, its domain, or the nearest parent domain. */
function identityOf(address: string, deployment: Deployment): string | undefined {
  const verified = deployment.ofType('AWS::SES::EmailIdentity').map(({ name }) => name)
  const labels = (address.split('@').at(-1) ?? '').toLowerCase().split('.')
  const domains = labels.map((_, i) => labels.slice(i).join('.'))
  const candidates = [address, ...domains]
  return candidates
    .map((wanted) => verified.find((name) => name.toLowerCase() === wanted.toLowerCase()))
    .find(Boolean)
}

function assertAcceptable(mail: OutgoingMail, deployment: Deployment): void {
  const { recipients, configurationSet } = mail
  if (mail.body.length > 10 * megabyte) throw invalid('Message length is more than 10485760 bytes long.')
  if (recipients.length === 0) throw invalid('Recipient list is empty.')
  if (recipients.length > 50) throw invalid('Recipient count exceeds 50.')
  for (const address of [mail.from, mail.source, ...recipients]) assertAddress(address)
  const sets = deployment.ofType('AWS::SES::ConfigurationSet')
  if (configurationSet && !sets.some(({ name }) => name === configurationSet))
    throw new AwsError(
      'ConfigurationSetDoesNotExist',
      `Configuration set <${configurationSet}> does not exist.`,
    )
  const failing = [...new Set([mail.from, mail.source])].filter((address) => !identityOf(address, deployment))
  if (failing.length === 0) return
  throw new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${deployment.region.toUpperCase()}: ${failing.join(', ')}`,
  )
}

/** @throws AwsError for an address that is not ASCII, since SES has no SMTPUTF8 */
function assertAddress(address: string): void {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  if (at < 0) throw invalid("Missing final '@domain'")
  if (local === '') throw invalid(`User name is missing: '${address}'.`)
  if (/[^\x21-\x7e]/.test(local))
    throw invalid('Local address contains control or whitespace, or is not ASCII')
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) throw invalid('Domain contains illegal character')
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message)
}

/** Reads each input once, although both the permission check and the handler ask for it. */
function memoized<T extends object, R>(read: (input: T) => Promise<R>): (input: T) => Promise<R> {
  const known = new WeakMap<T, Promise<R>>()
  return (input) => {
    const result = known.get(input) ?? read(input)
    known.set(input, result)
    return result
  }
}
