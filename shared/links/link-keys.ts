/** The keys that sign links. Old ones stay for ever: an unsubscribe link in a mail of years ago still works. */
export interface LinkKeys {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

/** @throws an Error that does not show the secret, if it has not the shape `{"current": "a", "a": "<key>", ...}` */
export function parseLinkKeys(secret: string): LinkKeys {
  const { current, ...keys } = parse(secret)
  if (!current || !keys[current]) throw new Error('the link keys name no current key')
  return { current, keys }
}

function parse(secret: string): Record<string, string> {
  try {
    return JSON.parse(secret)
  } catch {
    throw new Error('the link keys are no JSON')
  }
}
