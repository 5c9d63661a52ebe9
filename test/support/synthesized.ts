import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { synthesize } from '../../infra/local/synthesize.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the app was synthesized from `infra/settings/local.json`, once for all tests of a run. */
    outdir: string
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const outdir = mkdtempSync(join(tmpdir(), 'supporter-engagement-'))
  await synthesize('infra/settings/local.json', outdir)
  project.provide('outdir', outdir)
  return () => rmSync(outdir, { recursive: true, force: true })
}
