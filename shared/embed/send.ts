import type * as z from 'zod/mini'
import type { Problem } from '../web/contract.ts'

/** Why a sign-up was not accepted, in the person's language. Empty if no readable answer came. */
export type Failure = Partial<z.infer<typeof Problem>>

/** Posts a sign-up with the page's URL, which is evidence. @returns undefined if it was accepted */
export async function send(signUp: object): Promise<Failure | undefined> {
  try {
    const response = await fetch(`${__apiUrl__}/signups`, {
      method: 'POST',
      // Lets the browser keep the mark of its sign-up: see shared/links/same-browser.ts.
      credentials: 'include',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ ...signUp, page: location.href }),
    })
    return response.ok ? undefined : await response.json()
  } catch {
    return {}
  }
}
