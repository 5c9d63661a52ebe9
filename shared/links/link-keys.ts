/** The keys that sign links. Old keys are kept forever: an unsubscribe link in a years-old mail still works. */
export interface LinkKeys {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

const shortestKey = 32

/**
 * Parses the secret `{"current": "a", "a": "<key>", …}`: ids of 1 to 8 lower-case letters and digits, keys of at
 * least 32 characters.
 * @throws an Error, without the secret, for any other shape: a link that could be signed but not verified would leave
 * a mail with no way to unsubscribe
 */
export function parseLinkKeys(secret: string): LinkKeys {
  const { current, ...keys } = parse(secret)
  if (!current || !keys[current]) throw new Error('the link keys do not name a current key')
  for (const [id, key] of Object.entries(keys)) {
    if (!/^[a-z0-9]{1,8}$/.test(id)) throw new Error('a link key has an id that is not 1 to 8 of a-z and 0-9')
    if (typeof key !== 'string' || key.length < shortestKey) {
      throw new Error(`a link key is shorter than ${shortestKey} characters`)
    }
  }
  return { current, keys }
}

function parse(secret: string): Record<string, string> {
  try {
    return JSON.parse(secret)
  } catch {
    throw new Error('the link keys are not JSON')
  }
}
