import { fromEnvironment } from '../shared/config.ts'
import { log } from '../shared/log.ts'
import type { Seal } from '../shared/proof/seal.ts'
import { once, type Runtime, runtime } from '../shared/runtime.ts'
import { sealNext } from '../shared/sealing.ts'
import { patientDynamoDbClient } from '../shared/store/dynamodb.ts'

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
