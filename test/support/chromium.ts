import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import packed from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { projectRoot } from '../../infra/local/synthesize.ts'

/** Starts Chromium. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await unpackedChromium(), args })
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Requests to any other host fail, and so show up in the console.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/**
 * Returns the path of Chromium, unpacked where `npm ci` deletes it. Files are moved into place all at once, so that
 * two tests starting together, or an interrupted one, never leave half a browser behind.
 */
async function unpackedChromium(): Promise<string> {
  const place = join(projectRoot, 'node_modules/.cache/chromium')
  if (!existsSync(place)) {
    const aside = `${place}-${process.pid}`
    mkdirSync(aside, { recursive: true })
    const { TMPDIR } = process.env
    process.env.TMPDIR = aside
    await packed.executablePath()
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    try {
      renameSync(aside, place)
    } catch (error) {
      // Another process was faster.
      rmSync(aside, { recursive: true, force: true })
      if (!existsSync(place)) throw error
    }
  }
  return join(place, 'chromium')
}
