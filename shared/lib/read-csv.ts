/**
 * Parses CSV into rows, as people's programs write it: with or without a byte-order mark, any line ending, fields
 * separated by commas, or by semicolons or tabs if the first line has no comma. Never fails: an unclosed quote ends
 * with the file.
 */
export function parseCsv(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  const endField = () => {
    row.push(field)
    field = ''
  }
  const endRow = () => {
    endField()
    rows.push(row)
    row = []
  }
  for (let i = 0; i < plain.length; i++) {
    const letter = plain.charAt(i)
    if (quoted) {
      if (letter !== '"') field += letter
      else if (plain.charAt(i + 1) === '"') field += plain.charAt(++i)
      else quoted = false
    } else if (letter === '"' && field === '') quoted = true
    else if (letter === separator) endField()
    else if (letter === '\n') endRow()
    else if (letter === '\r' && plain.charAt(i + 1) !== '\n') endRow()
    else if (letter !== '\r') field += letter
  }
  if (field !== '' || row.length > 0) endRow()
  return rows
}

function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return [',', ';', '\t'].find((separator) => first.includes(separator)) ?? ','
}
