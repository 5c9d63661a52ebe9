/** Before a vowel, `d’`. */
export function de(name: string): string {
  return /^[aeiouàâéèêëîïôœùû]/i.test(name) ? `d’${name}` : `de ${name}`
}
