import { execFile } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Template } from '../../../../infra/local/emulator/template/deployment.ts'
import type { LocalStack } from '../../../../infra/local/local-stack.ts'
import { startStack } from '../../../support/stack.ts'

/** Returns the template as if it had been deployed with secrets of another length. */
function otherVersion(template: Template): Template {
  const changed = structuredClone(template)
  for (const { Type, Properties } of Object.values(changed.Resources)) {
    const generated = Properties?.GenerateSecretString as { PasswordLength?: number } | undefined
    if (Type === 'AWS::SecretsManager::Secret' && generated) generated.PasswordLength = 33
  }
  return changed
}

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({ transform: otherVersion })
})
afterAll(() => stack.stop())

/** Runs `npm run deploy` against the local stack. */
function deploy(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_CLOUDFORMATION: stack.urls.aws,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  }
  const command = ['infra/commands/deploy/deploy.ts', '--settings', 'infra/settings/local.json', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('npm run deploy', () => {
  it('refuses to draw another secret, and says how to insist', async () => {
    const { code, out, err } = await deploy('--review')
    expect(out).toMatch(/replace \d × SecretsManager Secret: KeysAddressKey\w+ \(GenerateSecretString\)/)
    expect(err).toMatch(
      /Nothing was deployed: the contents of KeysAddressKey\w+.* --replace KeysAddressKey\w+/,
    )
    expect(code).toBe(1)
  })

  it('says what it would do, and with --review does nothing', async () => {
    const secrets = stack.deployment.ofType('AWS::SecretsManager::Secret').map(({ logicalId }) => logicalId)
    const { code, out } = await deploy('--review', ...secrets.flatMap((id) => ['--replace', id]))
    expect(out).toMatch(/^This deployment would\n/m)
    expect(code).toBe(0)
  })
})
