/**
 * The rows of a file as people have it: with or without a byte-order mark, any line ends, fields parted by commas, or
 * by semicolons or tabs where the first line has no comma. Total: an open quote ends with the file.
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
