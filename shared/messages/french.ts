/** Puts "de" before a name: `d’` before a vowel. */
export function de(name: string): string {
  return /^[aeiouàâéèêëîïôœùû]/i.test(name) ? `d’${name}` : `de ${name}`
}
