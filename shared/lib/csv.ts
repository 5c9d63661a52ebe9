export type CsvValue = string | number | boolean | undefined

/**
 * Rows as CSV (RFC 4180): CRLF, quotes around every field, nothing in them for what is undefined. Begins with a byte order
 * mark, without which Excel takes UTF-8 for something else.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')}`
}

function field(value: CsvValue): string {
  const text = typeof value === 'string' ? harmless(value) : String(value ?? '')
  return `"${text.replaceAll('"', '""')}"`
}

/**
 * A spreadsheet runs what begins like a formula (OWASP, "CSV injection"): an apostrophe before it makes it text. Where the
 * list separator is a semicolon, as in most of Europe, or a tab, a cell also begins in the middle of a field.
 */
function harmless(text: string): string {
  return text.replace(/^(?=[\t\r\n\0])|(^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g, "$1'")
}
