import { expect, it } from 'vitest'
import { officeAt } from '../../support/office.ts'
import { settingsWith } from '../../support/settings-file.ts'
import { startStack } from '../../support/stack.ts'

it('where the settings name no issuer, the stack’s own user pool lets officers in, and here something stands in for it', async () => {
  const stack = await startStack({ settingsFile: settingsWith({ officers: undefined }) })
  try {
    expect(stack.deployment.ofType('AWS::Cognito::UserPool')).toHaveLength(1)
    const officer = await officeAt(stack, 'privacy-officer')
    expect((await officer.get('/privacy/audit')).status).toBe(200)
    const nobody = await officeAt(stack, 'none')
    expect((await nobody.get('/privacy/audit')).status).toBe(403)
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
