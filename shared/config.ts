import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

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
  feedbackQueue: 'FEEDBACK_QUEUE',
  askQueue: 'ASK_QUEUE',
  sealMargin: 'SEAL_MARGIN_SECONDS',
} as const

/** Where the sign-in of officers comes back to: a program on their own machine, `npm run officer:token`. */
export const officerCallback = 'http://localhost:8029/signed-in'
/** What other systems may listen to on the account's default event bus. */
export const outgoingEvents = {
  source: 'supporter-engagement',
  erased: 'Supporter Erased',
  moved: 'Supporter Moved',
} as const

/** @throws an Error naming the variable if it is missing or empty: a function that lacks one must not run. */
export function fromEnvironment(name: keyof typeof environment): string {
  const value = process.env[environment[name]]
  if (!value) throw new Error(`the environment variable ${environment[name]} is not set`)
  return value
}

/** Where the bundle finds the organisation's settings, checked when the app was synthesized. */
export const settingsFile = 'settings.json'

export const readSettings = (): Settings => JSON.parse(readBeside(settingsFile))

/** What `functions/embed.ts` serves, made for one organisation when the app was synthesized. */
export const embedFile = 'embed.js'

/** A file that was put beside the bundle when the app was synthesized. */
export function readBeside(file: string): string {
  const root = process.env.LAMBDA_TASK_ROOT
  if (!root) throw new Error('LAMBDA_TASK_ROOT is not set: this runs in Lambda or on the local stack')
  return readFileSync(join(root, file), 'utf8')
}
