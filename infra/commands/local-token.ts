/** `npm run -s local:token -- <role>`: prints only a bearer token for the running local stack. */

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
  if (!role) throw new Error('Usage: npm run -s local:token -- privacy-officer')
  const url = localUrl(portsFromEnvironment(process.env).signIn)
  try {
    return await requestToken(url, role)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Error(
      `No server answers at ${url}. Run npm start first, or set SIGNIN_PORT to the port of the sign-in server.`,
    )
  }
}
