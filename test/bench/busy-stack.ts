import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../infra/local/local-stack.ts'

/**
 * Starts the synthesized stack with limits that load from one machine does not reach; other settings are the local
 * ones.
 */
export function startBusyStack(
  scratch: string,
  options: Pick<LocalStackOptions, 'transform'> = {},
): Promise<LocalStack> {
  const settings = JSON.parse(readFileSync('infra/settings/local.json', 'utf8'))
  const settingsFile = join(scratch, 'settings.json')
  const limits = { requestsPerSecond: 10_000, burst: 10_000, signUpsPerNetworkPerHour: 100_000 }
  writeFileSync(settingsFile, JSON.stringify({ ...settings, limits }))
  return startLocalStack({
    ports: { api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 },
    settingsFile,
    ...options,
  })
}
