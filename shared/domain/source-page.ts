/** The page of a sign-up: its URL without anything that could identify a person. */
export interface SourcePage {
  /** Scheme, host, path and `utm_*` parameters: personal evidence, kept with the supporter. */
  readonly url: string
  /** Host and path, or the host alone if the path could be a personal page: fit for the ledger. */
  readonly place: string
}

/**
 * Parses the URL of the page that sent a form.
 * @returns undefined for anything but an http(s) URL of at most 500 characters: the field is hidden, and a person
 * cannot correct it
 */
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
