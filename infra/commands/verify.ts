import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { simpleParser } from 'mailparser'
import { report } from '../../shared/proof/verify/report.ts'
import { verifyFile } from '../../shared/proof/verify/verify.ts'

/**
 * `npm run verify -- <receipt or export> [--seal <seal mail, as a file, or a seal's hash>]… [--head <hash>]` checks a
 * file offline: chain, evidence, wordings and proofs. `--head` is the last hash of an older or printed receipt.
 * Prints its findings; exits with 0 if all is intact, 1 if there are faults, 2 if it could not run.
 */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seal: { type: 'string', multiple: true }, head: { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new Error('Usage: npm run verify -- receipt.json [--seal mail.eml]')
  const text = decode(readFileSync(file))
  const mails = await Promise.all((values.seal ?? []).map(readMail))
  const verification = verifyFile(text, { mails, head: values.head })
  process.stdout.write(report(verification))
  return verification.faults.length === 0 ? 0 : 1
}

/** Decodes a file. Invalid UTF-8 is not repaired silently: it yields a text that is not JSON. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return ''
  }
}

/** Returns a hash as given, or the text of a seal mail in any transfer encoding. */
async function readMail(given: string): Promise<string> {
  if (/^[\w-]{43}$/.test(given)) return given
  const raw = readFileSync(given)
  const { text = '' } = await simpleParser(raw)
  return `${raw.toString('utf8')}\n${text}`
}

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}
