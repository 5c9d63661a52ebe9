import { isObject, type Json } from './finding.ts'
import type { ReadEvent } from './read-event.ts'

/**
 * Returns the topics last agreed to in the chain. A confirmation adds topics, or starts again after an end;
 * preferences, an undone withdrawal and an address change name all topics.
 */
export function topicsAgreedTo(events: readonly ReadEvent[]): readonly string[] {
  let topics: readonly string[] = []
  let agreed = false
  let ended = false
  for (const { item } of events) {
    const named = namedBy(item) ?? topics
    const type = String(item.type)
    if (type === 'confirmed') {
      topics = ended ? named : [...new Set([...topics, ...named])]
      agreed = true
      ended = false
    } else if (replacing.includes(type)) {
      topics = named
      ended = false
      agreed ||= item.consent !== undefined
    } else if (ending.includes(type)) ended = agreed
    else if (erasing.includes(type)) [topics, agreed, ended] = [[], false, false]
  }
  return topics
}

/** Returns the topics that an event names, by itself or in its consent. */
function namedBy({ topics, consent }: Json): readonly string[] | undefined {
  const named = topics ?? (isObject(consent) ? consent.topics : undefined)
  return Array.isArray(named) ? named.map(String) : undefined
}

const replacing = ['soft-opted-in', 'preferences-changed', 'withdrawal-undone', 'address-changed-from']
const ending = ['withdrawn', 'bounced', 'complained', 'objected', 'address-changed-to']
const erasing = ['erasure-begun', 'erased']
