import { describe, expect, it } from 'vitest'
import { locales } from '../../../../shared/settings/locale.ts'
import { dpvClasses, dpvProperties, personalDataClasses } from '../../../support/dpv.ts'
import { confirming, heldAfter, receiptFor, signUpIn, unsubscribing } from '../../../support/receipts.ts'

interface Used {
  readonly properties: string[]
  readonly classes: string[]
}

/** Returns every name of a vocabulary in JSON-LD: as a member, as a type, or as a thing referred to. */
function usedIn(value: unknown): Used {
  if (Array.isArray(value)) return merged(value.map(usedIn))
  if (typeof value !== 'object' || value === null) return { properties: [], classes: [] }
  const { '@type': type = [], '@id': id = [], '@context': _, ...members } = value as Record<string, unknown>
  const classes = [type, id].flat().filter((name) => /^[a-z]+:[A-Z]/.test(String(name))) as string[]
  const inside = merged(Object.values(members).map(usedIn))
  return {
    properties: [...inside.properties, ...Object.keys(members)],
    classes: [...inside.classes, ...classes],
  }
}

const merged = (all: readonly Used[]): Used => ({
  properties: all.flatMap(({ properties }) => properties),
  classes: all.flatMap(({ classes }) => classes),
})

const bare = (names: readonly string[], prefix: string) =>
  [...new Set(names)].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))

describe('the consent record', () => {
  it.each(locales)('in %s uses only names that the Data Privacy Vocabulary has', (locale) => {
    const lives = [
      [signUpIn(locale), confirming],
      [signUpIn(locale), confirming, unsubscribing],
      [signUpIn(locale), confirming, unsubscribing, signUpIn(locale), confirming],
    ]
    const { properties, classes } = usedIn(lives.map((life) => receiptFor(heldAfter(...life)).record))
    expect(bare(properties, 'dpv:').length).toBeGreaterThan(15)
    expect(bare(classes, 'dpv:').length).toBeGreaterThan(10)
    expect(bare(properties, 'dpv:').filter((name) => !dpvProperties.has(name))).toEqual([])
    expect(bare(classes, 'dpv:').filter((name) => !dpvClasses.has(name))).toEqual([])
    expect(bare(classes, 'pd:').filter((name) => !personalDataClasses.has(name))).toEqual([])
  })

  it('would be found out with a name of an older version', () => {
    const old = { '@type': 'dpv:ConsentRecord', 'dpv:hasWithdrawalMethod': { '@type': 'dpv:Consent' } }
    expect(bare(usedIn(old).properties, 'dpv:').filter((name) => !dpvProperties.has(name))).toEqual([
      'hasWithdrawalMethod',
    ])
  })
})
