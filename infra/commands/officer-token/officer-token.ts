/** `npm run -s officer:token -- <issuer> <client id>`: signs in through the browser and prints only a bearer token. */

import { signInOfficer } from './officer-sign-in.ts'

const [issuer, clientId] = process.argv.slice(2)

try {
  if (!issuer || !clientId)
    throw new Error(
      'Usage: npm run -s officer:token -- <issuer> <client id>, which are the outputs OfficersIssuer and OfficersClient',
    )
  const show = (url: string) => process.stderr.write(`Open this in your browser and sign in:\n\n  ${url}\n\n`)
  process.stdout.write(`${await signInOfficer({ issuer, clientId, show })}\n`)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
