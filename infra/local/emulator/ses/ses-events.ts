import { randomUUID } from 'node:crypto'
import type { Json } from '../endpoint/call.ts'
import type { Deployment } from '../template/deployment.ts'
import type { OutgoingMail } from './ses-message.ts'

/** An event of SES on the default event bus. */
export interface SesEvent {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  time: string
  region: string
  resources: string[]
  detail: Json
}

interface Sent {
  mail: OutgoingMail
  messageId: string
  at: Date
  callerName: string
}

/** Returns the events that SES publishes about a mail, limited to those that its configuration set asks for. */
export function sesEvents(deployment: Deployment, sent: Sent): SesEvent[] {
  const name = sent.mail.configurationSet
  const wanted = wantedEvents(deployment, name)
  const configurationSet = deployment.ofType('AWS::SES::ConfigurationSet').find((set) => set.name === name)
  return outcomes(sent)
    .filter(({ eventType }) => wanted.has(eventType.toLowerCase()))
    .map(({ eventType, detailType, ...detail }) => ({
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source: 'aws.ses',
      account: deployment.accountId,
      time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      region: deployment.region,
      resources: configurationSet ? [configurationSet.arn] : [],
      detail: { eventType, ...detail, mail: mailMember(deployment, sent) },
    }))
}

/** Returns names in lower case and without underscores, since a template may write `DELIVERY_DELAY` or `deliveryDelay`. */
function wantedEvents(deployment: Deployment, configurationSet: string | undefined): Set<string> {
  const destinations = deployment
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .filter(
      ({ properties }) =>
        configurationSet !== undefined && properties.ConfigurationSetName === configurationSet,
    )
    .map(({ properties }) => properties.EventDestination)
    .filter(({ EventBridgeDestination, Enabled }) => EventBridgeDestination && Enabled !== false)
  const types = destinations.flatMap(({ MatchingEventTypes }) => MatchingEventTypes as string[])
  return new Set(types.map((type) => type.replaceAll('_', '').toLowerCase()))
}

interface Outcome extends Json {
  eventType: string
  detailType: string
}

/** The outcomes of a mail to SES's mailbox simulator and, below the line, to mailboxes that only the emulator has. */
const simulations: Record<string, (recipients: string[], timestamp: string) => Outcome[]> = {
  success: (to, at) => [delivery(to, at)],
  ooto: (to, at) => [delivery(to, at)],
  bounce: (to, at) => [bounce(to, at, 'Permanent', 'General')],
  suppressionlist: (to, at) => [bounce(to, at, 'Permanent', 'Suppressed')],
  complaint: (to, at) => [delivery(to, at), complaint(to, at, 'abuse')],
  // ---
  noemail: (to, at) => [bounce(to, at, 'Permanent', 'NoEmail')],
  accountsuppressionlist: (to, at) => [bounce(to, at, 'Permanent', 'OnAccountSuppressionList')],
  transient: (to, at) => [bounce(to, at, 'Transient', 'General')],
  mailboxfull: (to, at) => [bounce(to, at, 'Transient', 'MailboxFull')],
  messagetoolarge: (to, at) => [bounce(to, at, 'Transient', 'MessageTooLarge')],
  contentrejected: (to, at) => [bounce(to, at, 'Transient', 'ContentRejected')],
  attachmentrejected: (to, at) => [bounce(to, at, 'Transient', 'AttachmentRejected')],
  undetermined: (to, at) => [bounce(to, at, 'Undetermined', 'Undetermined')],
  notspam: (to, at) => [delivery(to, at), complaint(to, at, 'not-spam')],
  delay: (to, at) => [deliveryDelay(to, at)],
  reject: () => [{ eventType: 'Reject', detailType: 'Email Rejected', reject: { reason: 'Bad content' } }],
}

/** Returns the outcomes of a mail: delivery, except for simulated mailboxes. Recipients with the same outcome share an event. */
function outcomes({ mail, at }: Sent): Outcome[] {
  const byMailbox = Map.groupBy(mail.recipients, simulated)
  return [
    { eventType: 'Send', detailType: 'Email Sent', send: {} },
    ...[...byMailbox].flatMap(
      ([mailbox, recipients]) => simulations[mailbox]?.(recipients, at.toISOString()) ?? [],
    ),
  ]
}

/** Returns `bounce` for bounce@simulator.amazonses.com, with or without a +label, and `success` for other addresses. */
function simulated(address: string): string {
  const name = /^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address)?.[1]?.toLowerCase()
  return name && name in simulations ? name : 'success'
}

function delivery(recipients: string[], timestamp: string): Outcome {
  const details = {
    timestamp,
    processingTimeMillis: 500,
    recipients,
    smtpResponse: '250 2.6.0 Message received',
  }
  return {
    eventType: 'Delivery',
    detailType: 'Email Delivered',
    delivery: { ...details, reportingMTA: 'a1-1.smtp-out.amazonses.com' },
  }
}

function deliveryDelay(recipients: string[], timestamp: string): Outcome {
  const details = {
    timestamp,
    delayType: 'TransientCommunicationFailure',
    expirationTime: new Date(Date.parse(timestamp) + 14 * 3600 * 1000).toISOString(),
    delayedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      status: '4.4.1',
      diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
    })),
  }
  return { eventType: 'DeliveryDelay', detailType: 'Email Delivery Delayed', deliveryDelay: details }
}

function bounce(recipients: string[], timestamp: string, bounceType: string, bounceSubType: string): Outcome {
  const [status, diagnosticCode] =
    bounceType === 'Permanent'
      ? ['5.1.1', 'smtp; 550 5.1.1 user unknown']
      : ['4.0.0', 'smtp; 450 4.0.0 try again later']
  const details = {
    bounceType,
    bounceSubType,
    bouncedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status,
      diagnosticCode,
    })),
    timestamp,
    feedbackId: feedbackId(),
    reportingMTA: 'dns; a1-1.smtp-out.amazonses.com',
  }
  return { eventType: 'Bounce', detailType: 'Email Bounced', bounce: details }
}

function complaint(recipients: string[], timestamp: string, complaintFeedbackType: string): Outcome {
  const details = {
    complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
    timestamp,
    feedbackId: feedbackId(),
    complaintSubType: null,
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType,
    arrivalDate: timestamp,
  }
  return { eventType: 'Complaint', detailType: 'Email Complaint Received', complaint: details }
}

function feedbackId(): string {
  return `0107${Date.now().toString(16).padStart(12, '0')}-${randomUUID()}-000000`
}

function mailMember(deployment: Deployment, { mail, messageId, at, callerName }: Sent): Json {
  const header = (wanted: string) => mail.headers.find(({ name }) => name.toLowerCase() === wanted)?.value
  const own: Record<string, string> = {
    'ses:operation': 'SendRawEmail',
    'ses:configuration-set': mail.configurationSet ?? '',
    'ses:from-domain': mail.from.split('@').at(-1) ?? '',
    'ses:source-ip': '127.0.0.1',
    'ses:caller-identity': callerName,
  }
  return {
    timestamp: at.toISOString(),
    source: mail.source,
    sendingAccountId: deployment.accountId,
    messageId,
    destination: mail.recipients,
    headersTruncated: false,
    headers: mail.headers.map(({ name, value }) => ({ name, value })),
    commonHeaders: { from: [header('from')], to: [header('to')], messageId, subject: mail.subject },
    tags: Object.fromEntries(
      Object.entries({ ...own, ...mail.tags }).map(([name, value]) => [name, [value]]),
    ),
  }
}
