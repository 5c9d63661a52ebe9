/** Requests a bearer token with the role from the running sign-in server. @throws Error with the server's answer if it refuses */
export async function requestToken(signInUrl: string, role: string): Promise<string> {
  const response = await fetch(`${signInUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: role }),
  })
  if (!response.ok) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`)
  const { access_token } = (await response.json()) as { access_token: string }
  return access_token
}
