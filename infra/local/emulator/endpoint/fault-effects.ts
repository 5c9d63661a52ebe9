import { setTimeout as sleep } from 'node:timers/promises'
import { AwsError, type Call, type Caller, type Json } from './call.ts'
import type { Fault } from './faults.ts'

/** Makes a call under a fault, if there is one. @returns undefined if the connection must drop */
export async function callWithFault(
  fault: Fault | undefined,
  call: Call,
  make: () => Promise<Json>,
  crash: (caller: Caller) => void,
): Promise<Json | undefined> {
  switch (fault?.kind) {
    case undefined:
      return make()
    case 'delay':
      await sleep(fault.ms)
      return make()
    case 'error':
      throw errorOf(fault, call.input)
    case 'lostReply':
      await make().catch(() => {})
      return undefined
    case 'crashBefore':
      crash(call.caller)
      return undefined
    case 'crashAfter':
      await make().catch(() => {})
      crash(call.caller)
      return undefined
  }
}

function errorOf(fault: Fault & { kind: 'error' }, input: Json): AwsError {
  const { message, ...details } = fault.details?.(input) ?? {}
  return new AwsError(
    fault.code,
    String(message ?? fault.message ?? fault.code),
    fault.status ?? 400,
    details,
  )
}
