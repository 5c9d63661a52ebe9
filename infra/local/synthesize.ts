import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withPorts } from './local-settings.ts'
import type { Ports } from './ports.ts'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Runs the CDK app, as a deployment does. @throws Error with the app's output if it fails */
export async function synthesize(settingsFile: string, outdir: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: projectRoot,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ settings: settingsFile }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  const printed: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const [code, killedBy] = await once(child, 'close')
  if (code === 0) return
  throw new Error(
    `The CDK app failed (${killedBy ?? `exit ${code}`}):\n${Buffer.concat(printed).toString().trim()}`,
  )
}

/** Copies an earlier synthesis, with the URLs of this run: for tests, which start many stacks. */
export function reuseSynthesis(source: string, outdir: string, ports: Ports): void {
  cpSync(source, outdir, { recursive: true })
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
  for (const file of files) {
    if (!file.isFile() || !/(\.template|^settings)\.json$|^embed\.js$/.test(file.name)) continue
    const path = join(file.parentPath, file.name)
    writeFileSync(path, withPorts(readFileSync(path, 'utf8'), ports))
  }
}
