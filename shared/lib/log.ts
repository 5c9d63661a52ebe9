/** What can be said in a log: these codes, with numbers, booleans and names of our own making. Never personal data. */
export const logCodes = {
  requestFailed: 'a request failed for a reason of ours',
  dependencyFailed: 'a request failed because a service that we depend on did',
  mailSent: 'a mail was sent',
  mailSkipped: 'a mail was not sent, since the supporter has moved on',
  mailDelayed: 'a mail could not be sent now and will be tried again',
  mailParked: 'a mail waits, since the day’s quota of the mail service is used up',
  sendingStopped: 'the mail service takes no mail until somebody mends something',
  quotaUnknown: 'the mail service did not say what may be sent: what it said last counts',
  mailRefused: 'the mail service will never take this mail',
  feedbackUnrecorded:
    'what the mail service says of a mail could not be recorded now and will be tried again',
  myDataLinkRequestUnrecorded:
    'that somebody asked for the links to their data could not be recorded now: tried again',
  mailBlocked: 'mail was refused for a reason of ours: our reputation, the content, our set-up',
  hashMalformed: 'an event in the ledger has a hash that is none: it cannot be sealed',
  digestWritten: 'the digest of what is due was written, to be mailed',
  counted: 'supporters and requests were counted',
  erased: 'an erasure is finished',
  departedAddressCleared: 'the data left beside a record whose address changed was deleted',
  erasureUntold: 'an erasure was finished without its mail, which could not be sent in time',
  erasureFailed: 'a step of an erasure failed and will be tried again',
  retentionDone: 'the daily round of retention is through',
  retentionPaused: 'the daily round of retention goes on in the next hour',
  ledgerSealed: 'a seal was made over new events',
  feedbackIgnored: 'an event of the mail service says nothing about a person',
} as const

export type LogCode = keyof typeof logCodes

/** One line of JSON. Field values are event ids, types, counts, error names; an error's message may quote its input. */
export function log(
  level: 'info' | 'warn' | 'error',
  code: LogCode,
  fields: Record<string, string | number> = {},
): void {
  // biome-ignore lint/suspicious/noConsole: Lambda's log is its standard output
  console[level](JSON.stringify({ level, code, message: logCodes[code], ...fields }))
}

/** What may be said of an error: its name and where it arose, not its message. */
export function errorFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack begins with the message, which may quote anything and have lines of its own.
  const frames = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length)
  const origin = frames?.split('\n').find((line) => line.trim().startsWith('at '))
  return { error: error.name, ...(origin && { origin: origin.trim() }) }
}
