import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type AwsEndpoint, startAwsEndpoint } from '../../infra/local/emulator/endpoint/endpoint.ts'
import { loadDeployment } from '../../infra/local/emulator/template/deployment.ts'
import { choosePorts } from '../../infra/local/ports.ts'
import { pendingRetention } from '../../shared/domain/lapse.ts'
import type { SupporterTables } from '../../shared/store/supporter-item.ts'
import { type SupporterStore, supporterStore } from '../../shared/store/supporter-store.ts'
import { settings } from './builders.ts'
import { anyPorts } from './stack.ts'

export interface Database {
  readonly client: DynamoDBClient
  readonly tables: SupporterTables
  /** The table of data requests. */
  readonly requests: string
  readonly store: SupporterStore
  /** The store as the function that records sign-ups uses it: with its role, and subject to faults. */
  readonly clientStore: SupporterStore
  readonly endpoint: AwsEndpoint
  stop(): Promise<void>
}

/** Starts the real engine with empty synthesized tables, and all permissions. */
export async function startDatabase(outdir: string): Promise<Database> {
  const { aws } = await choosePorts(anyPorts)
  const deployment = loadDeployment(outdir, undefined, {
    apiUrl: 'http://127.0.0.1',
    awsUrl: `http://127.0.0.1:${aws}`,
  })
  const endpoint = await startAwsEndpoint(deployment, { port: aws })
  const clientOf = (accessKeyId: string, secretAccessKey: string) =>
    new DynamoDBClient({
      endpoint: endpoint.url,
      region: deployment.region,
      credentials: { accessKeyId, secretAccessKey },
    })
  const client = clientOf('local', 'local')
  const recorder = deployment.functions.find(({ logicalId }) => logicalId.includes('RecordSignUp'))
  if (!recorder) throw new Error('the template has no function that records sign-ups')
  const functionClient = clientOf(recorder.accessKeyId, recorder.secretAccessKey)
  const table = (part: string) =>
    deployment.ofType('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.includes(part))
      ?.physicalId ?? ''
  const tables = { supporters: table('Supporters'), ledger: table('Ledger') }
  return {
    client,
    tables,
    requests: table('RegisterRequests'),
    store: supporterStore(client, tables, pendingRetention(settings)),
    clientStore: supporterStore(functionClient, tables, pendingRetention(settings)),
    endpoint,
    async stop() {
      client.destroy()
      functionClient.destroy()
      await endpoint.stop()
    },
  }
}
