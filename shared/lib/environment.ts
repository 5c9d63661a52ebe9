/** The environment variables that the constructs set and the functions read. */
export const environment = {
  supportersTable: 'SUPPORTERS_TABLE',
  ledgerTable: 'LEDGER_TABLE',
  requestsTable: 'REQUESTS_TABLE',
  addressKeySecret: 'ADDRESS_KEY_SECRET',
  linkKeysSecret: 'LINK_KEYS_SECRET',
  configurationSet: 'CONFIGURATION_SET',
  deadLetterQueue: 'DEAD_LETTER_QUEUE',
  firstMailQueue: 'FIRST_MAIL_QUEUE',
  mailQueue: 'MAIL_QUEUE',
  followUpQueue: 'FOLLOW_UP_QUEUE',
  feedbackQueue: 'FEEDBACK_QUEUE',
  myDataLinkQueue: 'MY_DATA_LINK_QUEUE',
  signUpQueue: 'SIGN_UP_QUEUE',
  sealMargin: 'SEAL_MARGIN_SECONDS',
} as const

/**
 * Reads an environment variable.
 * @throws an Error naming the variable if it is missing or empty: a function that lacks one must not run
 */
export function fromEnvironment(name: keyof typeof environment): string {
  const value = process.env[environment[name]]
  if (!value) throw new Error(`the environment variable ${environment[name]} is not set`)
  return value
}

/** Returns the name servers to ask, which only the local stack sets; undefined in AWS, where Lambda has its own. */
export const nameServers = (): string[] | undefined => process.env.DNS_SERVERS?.split(',')
