/**
 * `npm run judges`: asks the judges that others wrote about our pages, mails, receipts, permissions and template, and
 * prints one table. Each judge is a test of its own; this runs them together. Exits with 1 if any finds a fault.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Judge {
  readonly judge: string
  readonly judges: string
  readonly file: string
  /** The tests of the file that ask it. @default all */
  readonly tests?: RegExp
}

const receipts = 'test/shared/proof/receipt'
const pages = 'test/browser/pages.slow.test.ts'

const judges: readonly Judge[] = [
  { judge: 'html-validate', judges: 'the HTML of every page and mail', file: 'test/valid-html.test.ts' },
  {
    judge: 'axe-core, WCAG 2.2 AA',
    judges: 'every page and mail, light and dark',
    file: pages,
    tests: /is accessible/,
  },
  {
    judge: 'Chromium at 320 px, WCAG 1.4.10 and 1.4.12',
    judges: 'reflow and text spacing',
    file: pages,
    tests: /320 px/,
  },
  {
    judge: 'Kantara Consent Receipt 1.1',
    judges: 'receipts',
    file: `${receipts}/receipt.test.ts`,
    tests: /Kantara|schema/,
  },
  {
    judge: 'W3C Data Privacy Vocabulary 2.2',
    judges: 'consent records',
    file: `${receipts}/vocabulary.test.ts`,
  },
  {
    judge: 'RFC 5322, 2045, 2919, 8058',
    judges: 'every kind of mail',
    file: 'test/shared/mail/mime.test.ts',
  },
  {
    judge: 'real replies of mail servers',
    judges: 'bounces',
    file: 'test/shared/mail/classify-bounce.test.ts',
  },
  {
    judge: 'JSON Schema 2020-12 (Ajv)',
    judges: 'the OpenAPI document and answers',
    file: 'test/shared/api/openapi.local.test.ts',
  },
  { judge: 'cdk-nag', judges: 'the template', file: 'test/infra/findings.stack.test.ts' },
]

interface Results {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const rows = verdicts(run())
process.stdout.write(tableOf(rows))
process.exitCode = rows.every(({ tests, faults }) => tests > 0 && faults === 0) ? 0 : 1

function run(): Results {
  const folder = mkdtempSync(join(tmpdir(), 'judges-'))
  try {
    const outputFile = join(folder, 'results.json')
    const files = [...new Set(judges.map(({ file }) => file))]
    const options = ['--config', 'test/vitest.config.ts', '--reporter', 'json', '--outputFile', outputFile]
    spawnSync('vitest', ['run', ...options, ...files], { stdio: ['ignore', 'ignore', 'inherit'] })
    return JSON.parse(readFileSync(outputFile, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns each judge with the number of its tests, and of those that did not pass. */
function verdicts({ testResults }: Results) {
  return judges.map(({ judge, judges: subject, file, tests = /./ }) => {
    const asked = testResults
      .filter(({ name }) => name.endsWith(file))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ fullName }) => tests.test(fullName))
    return {
      judge,
      subject,
      tests: asked.length,
      faults: asked.filter(({ status }) => status !== 'passed').length,
    }
  })
}

function tableOf(found: ReturnType<typeof verdicts>): string {
  const cells = [
    ['judge', 'judges', 'tests', 'faults'],
    ...found.map(({ judge, subject, tests, faults }) => [judge, subject, String(tests), String(faults)]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
