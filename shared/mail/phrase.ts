import { encodeWord } from 'nodemailer/lib/mime-funcs/index.js'

/**
 * Writes a text as a phrase (RFC 5322, section 3.2.5), such as the name before the id of a list: as it is if it has only
 * letters, digits and harmless signs, between quotation marks if it is ASCII, otherwise in encoded
 * words, each on a line of its own (RFC 2047).
 * @param text of which a phrase keeps the first 64 characters: SES takes 870 octets in a header
 */
export function phrase(text: string): string {
  const line = [...text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')]
    .slice(0, 64)
    .join('')
    .trim()
  if (/^[\w!#$%&'*+/^`{|}~ -]*$/.test(line)) return line
  if (/^[\x20-\x7e]+$/.test(line) && !line.includes('=?')) return `"${line.replaceAll(/["\\]/g, '\\$&')}"`
  return encodeWord(line, 'B', longestWord).replaceAll('?= ', '?=\r\n ')
}

/** RFC 2047, section 2: 75, and 76 for a line, of which the header's name needs some. */
const longestWord = 64
