/**
 * The codes and texts of all log lines. A line adds only numbers, booleans and names from our code, never personal
 * data.
 */
export const logCodes = {
  requestFailed: 'A request failed because of an error in our code.',
  dependencyFailed: 'A request failed because an AWS service failed or was busy.',
  mailSent: 'SES accepted a mail.',
  mailSkipped: 'A mail was not sent because it is no longer owed.',
  mailDelayed: 'A mail has to wait. It will be retried.',
  sendingFailed: 'An attempt to send a mail failed. It will be retried.',
  mailRejected: 'SES rejected a mail permanently. It went to the dead-letter queue.',
  mailKindUnknown: 'This version does not know a kind of mail that a newer version owes. It will be retried.',
  sendingQuotaExceeded: 'SES’s daily quota is used up. A mail waits until the quota renews.',
  sendingDisabled: 'SES does not accept mail from this account. An engineer must act.',
  confirmationHeld: 'A confirmation mail is held back, because too many bounce or are never confirmed.',
  brakeUnknown: 'The counts of first mails could not be read. None is held back.',
  firstMailsUncounted: 'Outcomes of first mails could not be counted.',
  mailDomainUnknown: 'A mail was not sent: its domain does not exist, or takes no mail.',
  quotaUnknown: 'SES did not report the sending quota. The last known quota applies.',
  mailBlocked:
    'A mail server or SES refused our mail because of our reputation, our content or our configuration.',
  feedbackDelayed: 'A bounce, complaint or delivery could not be recorded. It will be retried.',
  feedbackIgnored: 'An SES event does not concern a supporter.',
  feedbackUnreadable: 'An SES event does not have the documented shape. A bounce or complaint may be lost.',
  signUpDelayed: 'A sign-up could not be recorded. It will be retried.',
  signUpOverLimit: 'A sign-up was dropped: its network was over the limit.',
  signUpLapsed: 'A sign-up was dropped: it waited longer than an unconfirmed sign-up is kept.',
  myDataLinkRequestDelayed: 'A request for my-data links could not be recorded. It will be retried.',
  hashMalformed: 'A ledger event has a malformed hash and cannot be sealed.',
  ledgerSealed: 'New ledger events were sealed.',
  digestWritten: 'The daily digest of data requests was written. It will be mailed.',
  counted: 'Supporters and data requests were counted.',
  erased: 'An erasure was completed.',
  erasureFailed: 'A step of an erasure failed. It will be retried.',
  erasureMailUnsent: 'An erasure was completed without its mail, which could not be sent in time.',
  departedAddressCleared: 'After an address change, the data at the former address was deleted.',
  departedAddressNotCleared:
    'After an address change, the data at the former address could not be deleted. It will be retried.',
  retentionDone: 'The daily retention run is complete.',
  retentionPaused: 'The daily retention run ran out of time. It continues within the hour.',
} as const

export type LogCode = keyof typeof logCodes

/**
 * Logs one line of JSON. Field values are event ids, types, counts and error names, never an error's message: it may
 * quote input.
 */
export function log(
  level: 'info' | 'warn' | 'error',
  code: LogCode,
  fields: Record<string, string | number> = {},
): void {
  // biome-ignore lint/suspicious/noConsole: Lambda's log is its standard output
  console[level](JSON.stringify({ level, code, message: logCodes[code], ...fields }))
}

/** Returns an error's name and origin, which are safe to log. Omits the message. */
export function errorFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack begins with the message, which may quote anything and span several lines.
  const frames = error.stack?.slice(error.stack.indexOf(error.message) + error.message.length)
  const origin = frames?.split('\n').find((line) => line.trim().startsWith('at '))
  return { error: error.name, ...(origin && { origin: origin.trim() }) }
}
