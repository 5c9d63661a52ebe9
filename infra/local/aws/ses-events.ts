import { randomUUID } from 'node:crypto'
import type { Deployment } from '../template/deployment.ts'
import type { Json } from './call.ts'
import type { OutgoingMail } from './ses-message.ts'

/** An event as a rule on the default bus sees it. */
export interface EventBridgeEvent {
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

/** The events that SES publishes about a mail, as far as the configuration set that it was sent with asks for them. */
export function sesEvents(deployment: Deployment, sent: Sent): EventBridgeEvent[] {
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

/** Lower case and without underscores, since templates write `DELIVERY_DELAY` and `deliveryDelay` alike. */
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

/** Each recipient is delivered to, except where SES's mailbox simulator says otherwise. */
function outcomes({ mail, at }: Sent): Outcome[] {
  const by = (...names: string[]) =>
    mail.recipients.filter((address) => names.includes(simulated(address) ?? 'success'))
  const timestamp = at.toISOString()
  const delivered = by('success', 'ooto', 'complaint')
  const complained = by('complaint')
  return [
    { eventType: 'Send', detailType: 'Email Sent', send: {} },
    ...(delivered.length > 0 ? [delivery(delivered, timestamp)] : []),
    ...bounces(by('bounce'), 'General', timestamp),
    ...bounces(by('suppressionlist'), 'Suppressed', timestamp),
    ...(complained.length > 0 ? [complaint(complained, timestamp)] : []),
  ]
}

/** `bounce` for bounce@simulator.amazonses.com, with or without a +label. */
function simulated(address: string): string | undefined {
  return /^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address)?.[1]?.toLowerCase()
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

function bounces(recipients: string[], bounceSubType: string, timestamp: string): Outcome[] {
  if (recipients.length === 0) return []
  const bouncedRecipients = recipients.map((emailAddress) => ({
    emailAddress,
    action: 'failed',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  }))
  const bounce = {
    bounceType: 'Permanent',
    bounceSubType,
    bouncedRecipients,
    timestamp,
    feedbackId: feedbackId(),
    reportingMTA: 'dns; a1-1.smtp-out.amazonses.com',
  }
  return [{ eventType: 'Bounce', detailType: 'Email Bounced', bounce }]
}

function complaint(recipients: string[], timestamp: string): Outcome {
  const details = {
    complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
    timestamp,
    feedbackId: feedbackId(),
    complaintSubType: null,
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
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
