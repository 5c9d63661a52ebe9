/** Where a sign-up was made: the page's URL without anything that could name a person. */
export interface SourcePage {
  /** Scheme, host, path and `utm_*` parameters: personal evidence, kept with the supporter. */
  readonly url: string
  /** Host and path, or the host alone where the path could be somebody's own page: fit for the ledger. */
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
  return { url: kept, place: isImpersonal(url.pathname) ? url.host + url.pathname : url.host }
}

/** Plain words, dates and short numbers are a page; an address, a long number or a long mixed token may be a person. */
function isImpersonal(path: string): boolean {
  if (path.length > 200 || /@|%40|%/i.test(path)) return false
  return path.split(/[/\-_.]/).every((part) => !/\d{5,}/.test(part) && !(part.length > 16 && /\d/.test(part)))
}
