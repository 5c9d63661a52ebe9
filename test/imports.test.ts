import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The parts of `shared/`, in order: each imports only parts before it. A part is a folder, or the one loose file. */
const layers = [
  'lib',
  'settings',
  'domain',
  'chain',
  'links',
  'messages',
  'store',
  'runtime.ts',
  'web',
  'proof',
  'mail',
  'restore',
  'embed',
  'office',
  'export',
  'workflows',
  'api',
  'pages',
  'endpoints',
]

const packages = /^[^.]/
const anyOfOurs = /^(shared|infra|functions|test)\//

/** What else a part may import. The longest matching part applies; files of one part may always import each other. */
const rules: Record<string, { ours?: RegExp[]; packages: RegExp[] }> = {
  'shared/domain': { packages: [/^zod\/mini$/, /^@hapi\/address$/, /^node:(crypto|url)$/] },
  shared: { packages: [/^(?!aws-cdk|constructs|esbuild|vitest)[^.]/] },
  functions: {
    ours: [/^shared\//],
    packages: [/^zod\/mini$/, /^aws-lambda$/, /^@aws-sdk\/util-dynamodb$/],
  },
  // The emulator runs any synthesized template, so it may not depend on the product.
  'infra/local/emulator': { packages: [packages] },
  'infra/local': {
    ours: [/^infra\/(local|settings)\//, /^shared\/(settings|domain\/wording)/],
    packages: [packages],
  },
  // The commands read the tables in the same way as the product.
  'infra/commands': { ours: [/^infra\//, /^shared\//], packages: [packages] },
  'infra/constructs': {
    ours: [
      /^infra\/(bundle|settings)\//,
      /^shared\/(settings\/|domain\/events|lib\/(chunks|environment|log)|office\/roles|workflows\/(outgoing-events|owed-follow-up)|api\/)/,
    ],
    packages: [packages],
  },
  infra: { ours: [/^infra\//, /^shared\/(settings\/|domain\/wording)/], packages: [packages] },
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

/** @returns the position of a file of `shared/` in the order, or -1 for a file in no layer */
function layerOf(file: string): number {
  const [, part = ''] = file.split('/')
  return layers.indexOf(part)
}

function mayImport(file: string, from: string): boolean {
  const parts = Object.keys(rules).filter((folder) => file.startsWith(`${folder}/`))
  const part = parts.sort((a, b) => b.length - a.length)[0] ?? ''
  if (!anyOfOurs.test(from)) return rules[part]?.packages.some((allowed) => allowed.test(from)) ?? false
  if (file.startsWith('shared/')) return from.startsWith('shared/') && layerOf(from) <= layerOf(file)
  return from.startsWith(`${part}/`) || (rules[part]?.ours?.some((allowed) => allowed.test(from)) ?? false)
}

/** @returns the first circle found, as a path of files that ends where it begins */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle.length > 0) return circle
  }
  return []
}

describe('imports', () => {
  it.each(files.filter((file) => file.startsWith('shared/')))('%s is in one of the layers', (file) => {
    expect(layerOf(file)).toBeGreaterThanOrEqual(0)
  })

  it.each(files)('of %s point one way', (file) => {
    const wrong = importsOf(file).filter(({ from }) => !mayImport(file, from))
    expect(wrong.map(({ from }) => from)).toEqual([])
  })

  it('form no circle of files', () => {
    const graph = new Map(files.map((file) => [file, importsOf(file).map(({ from }) => from)]))
    expect(circleIn(graph)).toEqual([])
  })

  it.each(files.filter((file) => file.startsWith('shared/proof/verify/')))(
    'of %s share only the hashing functions with the code that writes proofs',
    (file) => {
      const allowed = /^(shared\/proof\/verify\/[\w-]+|shared\/chain\/hashing|node:crypto)(\.ts)?$/
      expect(importsOf(file).filter(({ from }) => !allowed.test(from))).toEqual([])
    },
  )

  it.each(files.filter((file) => file.startsWith('shared/domain/')))(
    'of %s bring no settings, randomness or clock',
    (file) => {
      const text = readFileSync(file, 'utf8')
      expect(text).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|performance\./)
      for (const { from, line } of importsOf(file)) {
        expect(from).not.toBe('shared/settings/settings.ts')
        const names = /\{ (.*) \}/.exec(line)?.[1] ?? ''
        if (from === 'node:crypto') expect(allowedToHash).toContain(names)
        if (from === 'node:url') expect(names).toMatch(/^domainToASCII(, domainToUnicode)?$/)
      }
    },
  )

  it.each(files.filter((file) => file.startsWith('functions/')))(
    'of %s name no SDK client and no other function',
    (file) => {
      const forbidden = /^@aws-sdk\/client|^functions\//
      expect(importsOf(file).filter(({ from }) => forbidden.test(from))).toEqual([])
    },
  )
})
