/** Where a sign-up was made: the page's URL without anything that could name a person. */
export interface SourcePage {
  /** Scheme, host, path and `utm_*` parameters: personal evidence, kept with the supporter. */
  readonly url: string
  /** The host alone, fit for the ledger, which nobody can erase: whoever sends the form writes the path. */
  readonly place: string
}

/** @returns undefined for anything that is no http(s) URL of at most 500 characters: a hidden field that a person cannot mend. */
export function parseSourcePage(text: string): SourcePage | undefined {
  if (text.length > 2000 || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  const campaign = new URLSearchParams([...url.searchParams].filter(([name]) => /^utm_[a-z]+$/.test(name)))
  const query = campaign.size > 0 ? `?${campaign}` : ''
  const kept = `${url.protocol}//${url.host}${url.pathname}${query}`
  if (kept.length > 500) return undefined
  return { url: kept, place: url.host }
}
