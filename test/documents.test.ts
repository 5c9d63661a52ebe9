import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(file))

const documents = files.filter((file) => file.endsWith('.md'))
const sources = files.filter((file) => /\.(ts|mjs|js|css|html|yml)$/.test(file))

/** Paths written in a sentence: from the root, beginning with one of our folders. */
const namedPath = /(?<![\w./@-])((?:infra|shared|functions|test)\/[\w./*-]*\w\/?)/g

/** Files that an engineer creates, and paths that are patterns. */
const madeByHand = /^infra\/settings\/production\.(json|wordings\.json|outputs\.json)$/

const exists = (path: string) => path.includes('*') || madeByHand.test(path) || existsSync(path)

/** GitHub's anchor for a heading. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[`*]/g, '')
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-')

function anchorsIn(document: string): string[] {
  const headings = readFileSync(document, 'utf8').matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading = '']) => anchorOf(heading))
}

/** @returns the document's dead links */
function deadLinksIn(document: string): string[] {
  const text = readFileSync(document, 'utf8').replaceAll(/```[\s\S]*?```/g, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? document : normalize(join(dirname(document), path))
    return !existsSync(target) || (anchor !== undefined && !anchorsIn(target).includes(anchor))
  })
}

const commentsIn = (text: string) =>
  [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm)].map(([comment]) => comment)
const stringsIn = (text: string) => [...text.matchAll(/'[^'\n]*'|`[^`]*`/g)].map(([string]) => string)

const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)

describe('documents', () => {
  it.each(documents)('%s has no dead links', (document) => {
    expect(deadLinksIn(document)).toEqual([])
  })

  it.each(documents)('%s names files that exist', (document) => {
    const named = [...readFileSync(document, 'utf8').matchAll(namedPath)].map(([, path = '']) => path)
    expect(named.filter((path) => !exists(path))).toEqual([])
  })

  it.each(documents)('%s names scripts that exist', (document) => {
    const text = readFileSync(document, 'utf8')
    const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script)
    expect(named.filter((script) => !scripts.includes(script))).toEqual([])
  })

  it('include a README that fits on two screens', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(150)
  })
})

describe('comments and messages', () => {
  it.each(sources)('of %s name files that exist', (file) => {
    const text = readFileSync(file, 'utf8')
    const sentences = [...commentsIn(text), ...stringsIn(text)]
    const named = sentences.flatMap((sentence) =>
      [...sentence.matchAll(namedPath)].map(([, path = '']) => path),
    )
    const missing = named.filter((path) => !exists(path) && !exists(`${path}.ts`))
    expect(missing).toEqual([])
  })

  it.each(sources)('of %s name documents that exist', (file) => {
    const named = [...readFileSync(file, 'utf8').matchAll(/(?<![\w/.-])([\w-]+\.md)\b/g)].map(
      ([, name = '']) => name,
    )
    const known = documents.map((document) => document.split('/').at(-1))
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })
})
