/** `npm run bench`: measures the performance budgets next to a baseline. `--scale` also fills the tables. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleRows, makeBundles } from './bundles.ts'
import { startBusyStack } from './busy-stack.ts'
import { chainCpuRows } from './chain-cpu.ts'
import { coldStartRows } from './cold-start.ts'
import { pageWeightRows } from './page-weights.ts'
import { asJson, progress, type Row, table } from './report.ts'
import { retentionRows } from './retention.ts'
import { roundTripRows } from './round-trips.ts'
import { scaleRows } from './scale.ts'
import { throughputRows } from './throughput.ts'
import { unitRows } from './units.ts'
import { warmCpuRows } from './warm-cpu.ts'

const { values: options } = parseArgs({ options: { scale: { type: 'boolean', default: false } } })
const scratch = mkdtempSync(join(tmpdir(), 'supporter-bench-'))
try {
  const rows = [
    ...(await ofTheFunctions()),
    ...(await ofTheStack()),
    ...(await ofThePages()),
    ...(await ofRetention()),
    ...(options.scale ? await scaleRows(scratch) : []),
  ]
  writeFileSync('bench.json', asJson(rows))
  process.stdout.write(`${table(rows)}\n`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function ofTheFunctions(): Promise<Row[]> {
  const bundles = makeBundles(scratch)
  progress('Answering warm requests, the network instant …')
  const warm = await warmCpuRows()
  progress('Starting functions in fresh processes …')
  return [...bundleRows(bundles), ...(await coldStartRows(bundles)), ...warm, ...chainCpuRows()]
}

async function ofTheStack(): Promise<Row[]> {
  progress('Starting the local stack …')
  const stack = await startBusyStack(scratch)
  try {
    progress('Counting capacity units …')
    const units = await unitRows(stack)
    progress('Counting round trips …')
    const roundTrips = await roundTripRows(stack)
    progress('Loading the stack …')
    return [...units, ...roundTrips, ...(await throughputRows(stack))]
  } finally {
    await stack.stop()
  }
}

async function ofThePages(): Promise<Row[]> {
  progress('Weighing pages …')
  return pageWeightRows()
}

/** Runs on its own stack, because a retention round reads every record. */
async function ofRetention(): Promise<Row[]> {
  progress('Counting the units of a round of retention …')
  const stack = await startBusyStack(scratch)
  try {
    return await retentionRows(stack)
  } finally {
    await stack.stop()
  }
}
