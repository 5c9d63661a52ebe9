/** `npm run -s local:token -- <role>`: prints a bearer token of the running local stack, and nothing else. */

import { requestToken } from '../local/demo/sign-in/request-token.ts'
import { localUrl, portsFromEnvironment } from '../local/ports.ts'

const [role] = process.argv.slice(2)

try {
  process.stdout.write(`${await token(role)}\n`)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}

async function token(role: string | undefined): Promise<string> {
  if (!role) throw new Error('For which role? npm run -s local:token -- privacy-officer')
  const url = localUrl(portsFromEnvironment(process.env).signIn)
  try {
    return await requestToken(url, role)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Error(`Nothing answers at ${url}. Run npm start first, or set SIGNIN_PORT to where it listens.`)
  }
}
