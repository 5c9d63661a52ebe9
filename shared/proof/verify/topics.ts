import type { ReadEvent } from './read-event.ts'

/**
 * What the chain says that was agreed to last: a confirmation adds to what stands, or begins anew after an end; the
 * preferences page, coming back and coming from another address name all that stands.
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
