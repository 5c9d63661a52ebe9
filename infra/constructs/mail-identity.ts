import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { mailFromDomain, mailRecords, sendingDomain } from './dns-record-values.ts'
import { DnsRecords } from './dns-records.ts'

/**
 * Sets up the domain that mail is sent from: its DNS records, required TLS, and SES's events on the account's event
 * bus.
 */
export class MailIdentity extends Construct {
  readonly #configurationSet: ConfigurationSet
  readonly #from: string

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.#from = settings.sender.address
    this.#configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // Our own table is the suppression list. SES's would silently swallow the second attempt after a bounce.
      disableSuppressionList: true,
    })
    this.#configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      // Opens and clicks are not tracked: a charity that wants to track readers has to ask them first.
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
      ],
    })
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(sendingDomain(settings)),
      mailFromDomain: mailFromDomain(settings),
      configurationSet: this.#configurationSet,
    })
    new DnsRecords(this, 'Dns', { settings, records: mailRecords(settings, identity.dkimRecords) })
  }

  /** Lets a function send mail, only as the organisation's sender. */
  grantSend(fn: LambdaFunction): void {
    const stack = Stack.of(this)
    const arn = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'ses', resource, resourceName })
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          // Any identity, since the SES sandbox also checks the recipient's. The condition restricts the sender.
          arn('identity', '*'),
          arn('configuration-set', this.#configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
      }),
    )
    // The sending quota is not a resource: AWS accepts only `*`.
    fn.addToRolePolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }))
    fn.addEnvironment(environment.configurationSet, this.#configurationSet.configurationSetName)
  }
}
