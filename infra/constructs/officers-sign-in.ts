import { createHash } from 'node:crypto'
import { Aws, Duration } from 'aws-cdk-lib'
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import {
  AccountRecovery,
  type CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { roles } from '../../shared/office/roles.ts'
import { officerCallback } from '../../shared/settings/officer-callback.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { namedOutput } from './named-output.ts'
import { protectedRemovalOf } from './removal.ts'

/** The issuer that signs officers in: the one in the settings, or a user pool of the stack. */
export class OfficersSignIn extends Construct {
  readonly authorizer: IHttpRouteAuthorizer

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    const { issuer, audience } = settings.officers ?? this.#makePool(settings)
    this.authorizer = new HttpJwtAuthorizer('OfficersAuthorizer', issuer, { jwtAudience: [audience] })
  }

  #makePool(settings: Settings): { issuer: string; audience: string } {
    const pool = new UserPool(this, 'Officers', {
      featurePlan: FeaturePlan.ESSENTIALS,
      // Only an administrator creates accounts.
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      // No text messages: a stolen telephone number must give no access.
      mfaSecondFactor: { otp: true, sms: false, email: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      ...protectedRemovalOf(settings),
    })
    for (const role of roles) pool.addGroup(`Group-${role}`, { groupName: role })
    // A prefix must be unique among all customers of the region, so it is derived from the account's number.
    const suffix = createHash('sha256').update(settings.stackName).digest('hex').slice(0, 8)
    pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `officers-${Aws.ACCOUNT_ID}-${suffix}` },
    })
    const client = addClient(pool)
    const issuer = `https://cognito-idp.${settings.region}.amazonaws.com/${pool.userPoolId}`
    const audience = client.userPoolClientId
    namedOutput(this, 'OfficersPool', { value: pool.userPoolId, description: 'Where to add officers' })
    namedOutput(this, 'OfficersIssuer', { value: issuer, description: 'For npm run officer:token' })
    namedOutput(this, 'OfficersClient', { value: audience, description: 'For npm run officer:token' })
    return { issuer, audience }
  }
}

/**
 * Adds the client for a program on the officer's machine: code flow with PKCE, without a secret, which the program
 * could not keep.
 */
function addClient(pool: UserPool): UserPoolClient {
  const client = pool.addClient('Client', {
    generateSecret: false,
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [officerCallback],
    },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.hours(12),
  })
  // By default, Cognito would also accept passwords (SRP) outside its sign-in page.
  const resource = client.node.defaultChild as CfnUserPoolClient
  resource.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
  return client
}
