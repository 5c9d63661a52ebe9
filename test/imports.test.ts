import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each part may import: packages by name, our own files by folder. The longest matching part applies. */
const rules: Record<string, RegExp[]> = {
  'shared/domain': [
    /^shared\/(domain\/|settings\.ts|locale\.ts)/,
    /^zod\/mini$/,
    /^@hapi\/address$/,
    /^node:(crypto|url)$/,
  ],
  shared: [/^shared\//, /^(?!aws-cdk|constructs|esbuild|vitest)[^.]/],
  functions: [/^shared\//, /^zod\/mini$/, /^aws-lambda$/, /^@aws-sdk\/util-dynamodb$/],
  // A tool, which reads what the product wrote as the product does.
  'infra/dead-letters': [/^infra\//, /^shared\//, /^@aws-sdk\//, /^zod\/mini$/],
  'infra/restore': [/^infra\//, /^shared\//, /^node:/, /^@aws-sdk\//],
  infra: [
    /^infra\//,
    /^shared\/(config|settings|locale|domain\/wording|theme\/palette|http\/roles)\.ts$/,
    /^shared\/proof\/verify\//,
    /^(?!shared|functions|test)[^.]/,
  ],
}

const allowedToHash = 'createHash, createHmac'

const files = ['shared', 'functions', 'infra'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file))
    .map((file) => join(folder, file)),
)

function importsOf(file: string): { from: string; line: string }[] {
  const lines = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'/gm,
  )
  return [...lines].map(([line, from = '', bare = '']) => {
    const target = from || bare
    return { line, from: target.startsWith('.') ? normalize(join(dirname(file), target)) : target }
  })
}

describe('imports', () => {
  it.each(files)('of %s go one way', (file) => {
    const part = Object.keys(rules).find((folder) => file.startsWith(`${folder}/`)) ?? ''
    const wrong = importsOf(file).filter(({ from }) => !rules[part]?.some((allowed) => allowed.test(from)))
    expect(wrong.map(({ from }) => from)).toEqual([])
  })

  it.each(files.filter((file) => file.startsWith('shared/proof/verify/')))(
    'of %s share with the writer of proofs the hashing functions alone',
    (file) => {
      const allowed = /^(shared\/proof\/(verify\/[\w-]+|hashing)\.ts|node:crypto)$/
      for (const { from } of importsOf(file)) expect(from).toMatch(allowed)
    },
  )

  it.each(files.filter((file) => file.startsWith('shared/domain/')))(
    'of %s bring no randomness and no clock',
    (file) => {
      const text = readFileSync(file, 'utf8')
      expect(text).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|performance\./)
      for (const { from, line } of importsOf(file)) {
        const names = /\{ (.*) \}/.exec(line)?.[1] ?? ''
        if (from === 'node:crypto') expect(allowedToHash).toContain(names)
        if (from === 'node:url') expect(names).toBe('domainToASCII')
      }
    },
  )

  it.each(files.filter((file) => file.startsWith('functions/')))(
    'of %s name no SDK client and no other function',
    (file) => {
      for (const { from } of importsOf(file)) expect(from).not.toMatch(/^@aws-sdk\/client|^functions\//)
    },
  )
})
