import { type EmailAddress, parseEmailAddress } from '../domain/email-address.ts'
import { compact } from '../lib/compact.ts'
import { parseCsv } from '../lib/read-csv.ts'

export interface ListedRow {
  /** The row number from 1, as in a spreadsheet. */
  readonly row: number
  /** Omitted if the field holds no address. */
  readonly address?: EmailAddress
}

/**
 * Parses the addresses of a list from the Fundraising Preference Service or an old mailing system: a column named
 * `email` (or `Email address`, `e-mail` …), or no names at all and an address in the first line. Skips empty lines.
 * @returns undefined if no column holds addresses
 */
export function parseSuppressionList(text: string): ListedRow[] | undefined {
  const rows = parseCsv(text)
  const [first = []] = rows
  const named = first.findIndex((name) =>
    /^e?mail(address)?$/.test(name.toLowerCase().replace(/[^a-z]/g, '')),
  )
  const column = named === -1 ? first.findIndex((field) => parseEmailAddress(field)) : named
  if (column === -1) return undefined
  return rows.flatMap((fields, i) => {
    const isName = named !== -1 && i === 0
    if (isName || fields.every((field) => field.trim() === '')) return []
    const address = parseEmailAddress(fields[column] ?? '')
    return [compact({ row: i + 1, address })]
  })
}
