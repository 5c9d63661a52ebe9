import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Words that are not plain English here, and what to write instead. */
const plainer: readonly { words: RegExp; instead: string }[] = [
  { words: /somebody/, instead: 'a person, a supporter, a stranger, an officer' },
  { words: /anybody/, instead: 'anyone, a stranger, any caller' },
  { words: /everybody/, instead: 'everyone, every supporter' },
  { words: /whoever|whomever/, instead: 'the person who, any caller, whichever officer' },
  { words: /of whom (?!(none|some|one|all)\b)/, instead: 'about whom, or who it is about' },
  { words: /(comes|came|becomes?|became) of/, instead: 'the result of, what happens to' },
  { words: /none of ours/, instead: 'not one of ours, unknown' },
  { words: /forgets who/, instead: 'deletes' },
  { words: /mend(s|ed|ing)?/, instead: 'correct, fix, repair' },
  { words: /suffer(s|ed|ing)?/, instead: 'impact, affected' },
  { words: /heed(s|ed|ing)?/, instead: 'respect, follow' },
  { words: /ask(s|ed|ing)? to move/, instead: 'request an address change' },
  { words: /in even time/, instead: 'with uniform timing' },
  { words: /in vain/, instead: 'wasted, without effect' },
]

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|mjs|js|md|css|html)$/.test(file) && existsSync(file))
  .filter((file) => !/^shared\/messages\/(fr|ar)\b/.test(file) && file !== 'test/english.test.ts')

/** Joins the lines of comments and paragraphs, so that words are found across a line break. */
const joined = (text: string) => text.replaceAll(/\s*\n\s*(?:\*(?!\/)|\/\/|#|>)?\s*/g, ' ')

/** @returns each place with such words, and what to write instead */
function problemsIn(text: string): string[] {
  return plainer.flatMap(({ words, instead }) =>
    [...joined(text).matchAll(new RegExp(`.{0,30}\\b(?:${words.source})\\b.{0,30}`, 'gi'))].map(
      ([place]) => `“…${place}…”: write ${instead}`,
    ),
  )
}

describe('the English', () => {
  it.each(files)('of %s is plain', (file) => {
    expect(problemsIn(readFileSync(file, 'utf8'))).toEqual([])
  })
})
