/** All messages that a log may hold, with numbers, booleans and our own names as fields. Never personal data. */
export const logCodes = {
  requestFailed: 'a request failed for a reason of ours',
  dependencyFailed: 'a request failed because a service that we depend on did',
  mailSent: 'a mail was sent',
  mailSkipped: 'a mail was not sent, since the supporter’s record has changed',
  mailDelayed: 'a mail could not be sent now and will be tried again',
  mailParked: 'a mail waits, since the day’s quota of the mail service is used up',
  sendingStopped: 'the mail service takes no mail until its cause is fixed by hand',
  quotaUnknown: 'the mail service did not answer with its sending quota: the last known one counts',
  mailRefused: 'the mail service will never take this mail',
  feedbackUnrecorded:
    'feedback of the mail service on a mail could not be recorded now and will be tried again',
  myDataLinkRequestUnrecorded:
    'a request for the links to one’s data could not be recorded now and will be tried again',
  mailBlocked: 'mail was refused for a reason of ours: our reputation, the content, our set-up',
  hashMalformed: 'an event in the ledger has a hash that is none: it cannot be sealed',
  digestWritten: 'the digest of data requests was written, to be mailed',
  counted: 'supporters and requests were counted',
  erased: 'an erasure is finished',
  departedAddressCleared: 'the data left beside a record whose address changed was deleted',
  erasureUntold: 'an erasure was finished without its mail, which could not be sent in time',
  erasureFailed: 'a step of an erasure failed and will be tried again',
  departedAddressNotCleared:
    'the data left beside a record whose address changed could not be deleted and will be tried again',
  retentionDone: 'the daily round of retention is done',
  retentionPaused: 'the daily round of retention continues in the next hour',
  ledgerSealed: 'a seal was made over new events',
  feedbackIgnored: 'an event of the mail service says nothing about a person',
} as const

export type LogCode = keyof typeof logCodes

/** Logs one line of JSON. Field values are event ids, types, counts, error names; never an error's message, which may quote its input. */
export function log(
  level: 'info' | 'warn' | 'error',
  code: LogCode,
  fields: Record<string, string | number> = {},
): void {
  // biome-ignore lint/suspicious/noConsole: Lambda's log is its standard output
  console[level](JSON.stringify({ level, code, message: logCodes[code], ...fields }))
}

/** Returns the safe facts of an error, its name and origin, without its message. */
export function errorFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack begins with the message, which may quote anything and have lines of its own.
  const frames = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length)
  const origin = frames?.split('\n').find((line) => line.trim().startsWith('at '))
  return { error: error.name, ...(origin && { origin: origin.trim() }) }
}
