import type { Fault } from './finding.ts'

/**
 * Reads JSON strictly: one value, without repeated members, of which some readers take the first and others the last.
 */
export function readJson(text: string): { value?: unknown; faults: Fault[] } {
  try {
    const value: unknown = JSON.parse(text)
    const faults = repeatedMembers(text).map(
      ({ path, event }): Fault => ({
        part: 'file',
        what: `${path} occurs twice`,
        ...(event !== undefined && { event }),
      }),
    )
    return { value, faults }
  } catch {
    return { faults: [{ part: 'file', what: 'this is not JSON' }] }
  }
}

interface Open {
  readonly array: boolean
  readonly names: Set<string>
  /** The member or element being read. */
  at: string | number
}

/** Finds repeated members in JSON that is known to parse. */
function repeatedMembers(text: string): { path: string; event?: number }[] {
  const found: { path: string; event?: number }[] = []
  const open: Open[] = []
  let lastString = ''
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const inner = open.at(-1)
    if (token === '{' || token === '[') open.push({ array: token === '[', names: new Set(), at: 0 })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && inner?.array) inner.at = Number(inner.at) + 1
    else if (token === ':' && inner) {
      const name = String(JSON.parse(lastString))
      inner.at = name
      if (inner.names.has(name)) found.push(placeOf(open))
      inner.names.add(name)
    } else if (token.startsWith('"')) lastString = token
  }
  return found
}

/** Returns a path such as `chain[1].at`, a member of event 2, or `proofs.2.index`, of the proof for event 2. */
function placeOf(open: readonly Open[]): { path: string; event?: number } {
  const steps = open.map(({ at }) => at)
  const path = steps.map((at, i) => (typeof at === 'number' ? `[${at}]` : `${i ? '.' : ''}${at}`)).join('')
  if (steps[0] === 'chain' && typeof steps[1] === 'number') return { path, event: steps[1] + 1 }
  const proven = steps[0] === 'proofs' ? Number(steps[1]) : Number.NaN
  return Number.isSafeInteger(proven) ? { path, event: proven } : { path }
}
