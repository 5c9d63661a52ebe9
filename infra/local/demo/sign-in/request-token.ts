/** Asks the running sign-in server for a bearer token with the role. @throws Error with its answer when it refuses. */
export async function requestToken(signInUrl: string, role: string): Promise<string> {
  const response = await fetch(`${signInUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: role }),
  })
  if (!response.ok) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`)
  const { access_token } = (await response.json()) as { access_token: string }
  return access_token
}
