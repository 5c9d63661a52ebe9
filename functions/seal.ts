import type { Seal } from '../shared/chain/seal.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { patientDynamoDbClient } from '../shared/store/dynamodb.ts'
import { sealNext } from '../shared/workflows/sealing.ts'

interface SealDependencies extends Pick<Runtime, 'clock'> {
  /** The milliseconds before now that stay unsealed: longer than a collector lives. */
  readonly margin: () => number
  readonly sealNext: (cut: number) => Promise<Seal | undefined>
}

/**
 * Seals the events that were appended to the ledger since the last seal, if any. The privacy officer's mail is sent
 * from the ledger's stream, like every mail.
 */
async function sealLedger(deps: SealDependencies): Promise<void> {
  const cut = deps.clock() - deps.margin()
  for (let seal = await deps.sealNext(cut); seal; seal = await deps.sealNext(cut)) {
    log('info', 'ledgerSealed', { number: seal.number, count: seal.count })
  }
}

export const handler = () => sealLedger(dependencies)

const client = once(patientDynamoDbClient)

const dependencies: SealDependencies = {
  ...runtime,
  margin: () => Number(fromEnvironment('sealMargin')) * 1000,
  sealNext: (cut) => sealNext({ client: client(), table: fromEnvironment('ledgerTable') }, cut),
}
