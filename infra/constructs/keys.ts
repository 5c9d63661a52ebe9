import { Key } from 'aws-cdk-lib/aws-kms'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { removalOf } from './removal.ts'

/** The key that encrypts the data, and the secrets that make supporter ids and sign links. */
export class Keys extends Construct {
  readonly dataKey: Key
  readonly #addressKey: Secret
  readonly #linkKeys: Secret

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    const removalPolicy = removalOf(settings)
    this.dataKey = new Key(this, 'DataKey', {
      description: `Encrypts the supporters of ${settings.organisation.name}`,
      enableKeyRotation: true,
      removalPolicy,
    })
    // Never rotated: every supporter id, and so every unsubscribe link ever mailed, depends on it.
    this.#addressKey = new Secret(this, 'AddressKey', {
      description: 'Makes supporter ids from email addresses. Losing or changing it orphans every record.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey: this.dataKey,
      removalPolicy,
    })
    // Rotated by adding a key and marking it as current. Old keys stay, since unsubscribe links never expire.
    this.#linkKeys = new Secret(this, 'LinkKeys', {
      description:
        'Signs the links in mails: {"current": "<key id>", "<key id>": "<key>", ...}. Add keys (id: a-z, 0-9, at most 8; 32 characters or more), never remove any.',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'a' }),
        generateStringKey: 'a',
        passwordLength: 64,
        excludePunctuation: true,
      },
      encryptionKey: this.dataKey,
      removalPolicy,
    })
  }

  /** Lets a function compute supporter ids from addresses. */
  grantAddressKey(fn: LambdaFunction): void {
    this.#addressKey.grantRead(fn)
    fn.addEnvironment(environment.addressKeySecret, this.#addressKey.secretArn)
  }

  /** Lets a function sign and verify links. */
  grantLinkKeys(fn: LambdaFunction): void {
    this.#linkKeys.grantRead(fn)
    fn.addEnvironment(environment.linkKeysSecret, this.#linkKeys.secretArn)
  }
}
