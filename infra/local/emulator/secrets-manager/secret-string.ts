import { randomInt } from 'node:crypto'
import type { Json } from '../endpoint/call.ts'

/** Generates a secret value from CloudFormation's `GenerateSecretString`. */
export function generateSecretString(options: Json): string {
  const password = generatePassword(options)
  if (options.SecretStringTemplate === undefined) return password
  return JSON.stringify({
    ...JSON.parse(options.SecretStringTemplate),
    [options.GenerateStringKey]: password,
  })
}

const types: { characters: string; excludedBy: string }[] = [
  { characters: 'abcdefghijklmnopqrstuvwxyz', excludedBy: 'ExcludeLowercase' },
  { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', excludedBy: 'ExcludeUppercase' },
  { characters: '0123456789', excludedBy: 'ExcludeNumbers' },
  { characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', excludedBy: 'ExcludePunctuation' },
]

function generatePassword(options: Json): string {
  const length = Number(options.PasswordLength ?? 32)
  const included = types
    .filter(({ excludedBy }) => !isTrue(options[excludedBy]))
    .map(({ characters }) =>
      [...characters].filter((c) => !String(options.ExcludeCharacters ?? '').includes(c)),
    )
    .filter((characters) => characters.length > 0)
  if (isTrue(options.IncludeSpace)) included.push([' '])
  const all = included.flat()
  const required = options.RequireEachIncludedType === undefined || isTrue(options.RequireEachIncludedType)
  const first = required ? included.map(oneOf) : []
  const rest = Array.from({ length: Math.max(0, length - first.length) }, () => oneOf(all))
  return shuffled([...first, ...rest]).join('')
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

function oneOf(characters: string[]): string {
  return characters[randomInt(characters.length)] ?? ''
}

function shuffled(characters: string[]): string[] {
  return characters
    .map((character) => ({ character, order: randomInt(2 ** 40) }))
    .sort((a, b) => a.order - b.order)
    .map(({ character }) => character)
}
