import { once } from '../lib/once.ts'
import { type OfficeRuntime, officeRuntime } from '../office/office-runtime.ts'
import { type Copies, copies } from '../store/copies.ts'
import { lookUp } from '../store/look-up.ts'
import { sealProver } from '../store/seal-proofs.ts'
import type { CopyDependencies } from './copy.ts'

/** The real dependencies for making a copy of a person's data, in addition to the office's. */
export const copyRuntime: OfficeRuntime & CopyDependencies & { readonly copies: () => Copies } = {
  ...officeRuntime,
  lookUp: (id) => lookUp(officeRuntime.dynamoDb(), officeRuntime.tables(), id),
  prover: () => sealProver(officeRuntime.dynamoDb(), officeRuntime.tables().ledger),
  copies: once(() => copies(officeRuntime.dynamoDb(), officeRuntime.tables().supporters)),
}
