import type { Seal } from '../shared/chain/seal.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { patientDynamoDbClient } from '../shared/store/dynamodb.ts'
import { sealNext } from '../shared/workflows/sealing.ts'

export interface SealDependencies extends Pick<Runtime, 'clock'> {
  /** Milliseconds that a collector may live, and more. */
  readonly margin: () => number
  readonly sealNext: (cut: number) => Promise<Seal | undefined>
}

/**
 * Seals what was appended to the ledger since the last seal, whatever invokes it; nothing, if nothing was. The
 * privacy officer's mail goes by the ledger's stream, as every mail does.
 */
export async function sealLedger(deps: SealDependencies): Promise<void> {
  const cut = deps.clock() - deps.margin()
  for (let seal = await deps.sealNext(cut); seal; seal = await deps.sealNext(cut)) {
    log('info', 'ledgerSealed', { number: seal.number, count: seal.count })
  }
}

const client = once(patientDynamoDbClient)

export const handler = () =>
  sealLedger({
    ...runtime,
    margin: () => Number(fromEnvironment('sealMargin')) * 1000,
    sealNext: (cut) => sealNext({ client: client(), table: fromEnvironment('ledgerTable') }, cut),
  })
