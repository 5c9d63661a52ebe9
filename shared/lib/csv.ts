export type CsvValue = string | number | boolean | undefined

/**
 * Rows as CSV (RFC 4180): CRLF, quotes where they are needed, nothing for what is undefined. Begins with a byte order
 * mark, without which Excel takes UTF-8 for something else.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')}`
}

function field(value: CsvValue): string {
  const text = typeof value === 'string' ? harmless(value) : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A spreadsheet runs what begins like a formula (OWASP, "CSV injection"): an apostrophe before it makes it text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text
}
