/** The keys that sign links. Old ones stay for ever: an unsubscribe link in a mail of years ago still works. */
export interface LinkKeys {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

const shortestKey = 32

/**
 * @throws an Error that does not show the secret, if it has not the shape `{"current": "a", "a": "<key>", ...}`, ids of
 * 1 to 8 lower-case letters and digits, keys of 32 characters at least. A link that were signed and never verified
 * would be a mail that nobody can leave.
 */
export function parseLinkKeys(secret: string): LinkKeys {
  const { current, ...keys } = parse(secret)
  if (!current || !keys[current]) throw new Error('the link keys name no current key')
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
    throw new Error('the link keys are no JSON')
  }
}
