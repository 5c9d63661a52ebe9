import { randomBytes, randomUUID } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Circumstances } from './domain/commands.ts'
import type { Instant } from './domain/events.ts'
import { pendingRetention } from './domain/lapse.ts'
import { compact } from './lib/compact.ts'
import { fromEnvironment } from './lib/environment.ts'
import { once, onceSucceeded } from './lib/once.ts'
import { timeOrderedId } from './lib/time-ordered-id.ts'
import { parseLinkKeys } from './links/link-keys.ts'
import { type Links, links } from './links/links.ts'
import { readSettings } from './settings/deployed-files.ts'
import type { Settings } from './settings/settings.ts'
import { dynamoDbClient } from './store/dynamodb.ts'
import { type RateLimit, rateLimit } from './store/rate-limit.ts'
import { readSecret } from './store/secrets.ts'
import type { SupporterTables } from './store/supporter-item.ts'
import { type SupporterStore, supporterStore } from './store/supporter-store.ts'

/** The dependencies of the deployed functions. Each is made once, on first use. Tests bind others. */
export interface Runtime {
  readonly settings: () => Settings
  readonly clock: () => Instant
  readonly newId: () => string
  /** The id of a form that is decided later; its beginning tells when it was sent. */
  readonly newFormId: (at: Instant) => string
  /** 128 random bits. */
  readonly newSalt: () => string
  readonly dynamoDb: () => DynamoDBClient
  readonly tables: () => SupporterTables
  readonly store: () => SupporterStore
  readonly addressKey: () => Promise<string>
  readonly links: () => Links
  /** The limit on forms that accept any address, for each network: sign-ups and links to one's data together. */
  readonly limit: () => RateLimit
}

export const runtime: Runtime = {
  settings: once(readSettings),
  clock: Date.now,
  newId: randomUUID,
  newFormId: (at) => timeOrderedId(at, randomBytes(10)),
  newSalt: () => randomBytes(16).toString('base64url'),
  dynamoDb: once(dynamoDbClient),
  tables: () => ({ supporters: fromEnvironment('supportersTable'), ledger: fromEnvironment('ledgerTable') }),
  store: once(() =>
    supporterStore(runtime.dynamoDb(), runtime.tables(), pendingRetention(runtime.settings())),
  ),
  addressKey: onceSucceeded(() => readSecret(fromEnvironment('addressKeySecret'))),
  links: once(() =>
    links(async () => parseLinkKeys(await readSecret(fromEnvironment('linkKeysSecret'))), runtime.clock),
  ),
  limit: once(() =>
    rateLimit(
      runtime.dynamoDb(),
      fromEnvironment('supportersTable'),
      runtime.addressKey,
      runtime.settings().limits.signUpsPerNetworkPerHour,
    ),
  ),
}

/** Makes the circumstances of a command that is given now, with evidence of its sender. */
export function circumstancesNow(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId'>,
  evidence?: Circumstances['evidence'],
): Circumstances {
  return compact({ id: deps.newId(), at: deps.clock(), policy: deps.settings(), evidence })
}
