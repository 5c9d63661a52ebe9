export type CsvValue = string | number | boolean | undefined

/**
 * Formats rows as CSV (RFC 4180): CRLF, quotes where needed, an empty field for undefined. Begins with a byte-order
 * mark, without which Excel misreads UTF-8.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')}`
}

function field(value: CsvValue): string {
  const text = typeof value === 'string' ? harmless(value) : String(value ?? '')
  return `"${text.replaceAll('"', '""')}"`
}

/** Prefixes an apostrophe to text that a spreadsheet would run as a formula (OWASP, "CSV injection"). */
function harmless(text: string): string {
  return text.replace(/^(?=[\t\r\n\0])|(^|[;\t\r\n])(?=[=+\-@＝＋－＠])/g, "$1'")
}
