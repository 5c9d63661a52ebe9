import { expect, it } from 'vitest'
import { officeAt } from '../../support/office.ts'
import { settingsWith } from '../../support/settings-file.ts'
import { startStack } from '../../support/stack.ts'

it('without an issuer in the settings, officers sign in at the stack’s own user pool, for which the local stack has a stand-in', async () => {
  const stack = await startStack({ settingsFile: settingsWith({ officers: undefined }) })
  try {
    expect(stack.deployment.ofType('AWS::Cognito::UserPool')).toHaveLength(1)
    const officer = await officeAt(stack, 'privacy-officer')
    expect((await officer.get('/privacy/audit')).status).toBe(200)
    const outsider = await officeAt(stack, 'none')
    expect((await outsider.get('/privacy/audit')).status).toBe(403)
    const { OfficersIssuer, OfficersClient } = Object.fromEntries(
      Object.entries(stack.outputs).map(([name, value]) => [
        /Officers(Issuer|Client|Pool)(?=\w{8}$)/.exec(name)?.[0] ?? name,
        value,
      ]),
    )
    expect(OfficersIssuer).toBe(stack.urls.signIn)
    expect(OfficersClient).toMatch(/^[a-z0-9]{26}$/)
  } finally {
    await stack.stop()
  }
})
