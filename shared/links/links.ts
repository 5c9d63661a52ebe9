import type { LinkKeys } from './link-keys.ts'
import { type LinkToken, signToken, verifyToken } from './token.ts'

/** Links signed and verified with the current keys. */
export interface Links {
  sign(token: LinkToken): Promise<string>
  /** @returns undefined for a text that we did not sign for this purpose */
  verify<P extends LinkToken['purpose']>(
    text: string,
    purpose: P,
  ): Promise<Extract<LinkToken, { purpose: P }> | undefined>
}

const minute = 60_000

/**
 * Creates links.
 * @param read fetches the keys, which are kept while the sandbox lives, and fetched again, at most once a minute,
 * when a link names an unknown key
 */
export function links(read: () => Promise<LinkKeys>, clock: () => number): Links {
  let keys: LinkKeys | undefined
  let readAt = 0

  const fresh = async () => {
    readAt = clock()
    keys = await read()
    return keys
  }

  return {
    sign: async (token) => signToken(token, keys ?? (await fresh())),
    async verify(text, purpose) {
      let result = verifyToken(text, purpose, keys ?? (await fresh()))
      if (result === 'unknown-key' && clock() - readAt > minute)
        result = verifyToken(text, purpose, await fresh())
      return typeof result === 'string' ? undefined : result
    },
  }
}
