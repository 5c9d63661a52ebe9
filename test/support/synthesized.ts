import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundlesVariable } from '../../infra/bundle/bundle.ts'
import { synthesize } from '../../infra/local/synthesize.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the app synthesized from `infra/settings/local.json`, once for all tests of a run. */
    outdir: string
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const scratch = mkdtempSync(join(tmpdir(), 'supporter-engagement-'))
  process.env[bundlesVariable] = join(scratch, 'bundles')
  const outdir = join(scratch, 'assembly')
  await synthesize('infra/settings/local.json', outdir)
  project.provide('outdir', outdir)
  return () => rmSync(scratch, { recursive: true, force: true })
}
