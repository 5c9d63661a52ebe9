import type { ReadEvent } from './read-event.ts'

/**
 * Returns the topics last agreed to by the chain: a confirmation adds to those that stand, or starts again after an
 * end; preferences, an undone withdrawal and an address change name all that stand.
 */
export function topicsAgreedTo(events: readonly ReadEvent[]): readonly string[] {
  let topics: readonly string[] = []
  let agreed = false
  let ended = false
  for (const { item } of events) {
    const named = Array.isArray(item.topics) ? item.topics.map(String) : topics
    const type = String(item.type)
    if (type === 'confirmed') {
      topics = ended ? named : [...new Set([...topics, ...named])]
      agreed = true
      ended = false
    } else if (replacing.includes(type)) {
      topics = named
      ended = false
      agreed ||= item.lawfulBasis !== undefined
    } else if (ending.includes(type)) ended = agreed
    else if (erasing.includes(type)) [topics, agreed, ended] = [[], false, false]
  }
  return topics
}

const replacing = ['soft-opted-in', 'preferences-changed', 'withdrawal-undone', 'address-changed-from']
const ending = ['withdrawn', 'bounced', 'complained', 'objected', 'address-changed-to']
const erasing = ['erasure-begun', 'erased']
