import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Settings } from '../shared/settings/settings.ts'
import { Alarms } from './constructs/alarms.ts'
import { DailyOffice } from './constructs/daily-office.ts'
import { Feedback } from './constructs/feedback.ts'
import { FollowUp } from './constructs/follow-up.ts'
import { FunctionFactory } from './constructs/function-factory.ts'
import { Keys } from './constructs/keys.ts'
import { MailIdentity } from './constructs/mail-identity.ts'
import { MyDataLinkRequests } from './constructs/my-data-link-requests.ts'
import { OfficersApi } from './constructs/officers-api.ts'
import { Outbox } from './constructs/outbox.ts'
import { PublicApi } from './constructs/public-api.ts'
import { Register } from './constructs/register.ts'
import { Retention } from './constructs/retention.ts'
import { Seals } from './constructs/seals.ts'
import { SignUps } from './constructs/sign-ups.ts'
import { Tables } from './constructs/tables.ts'

/** The whole product, for one organisation. Only composes the constructs. */
export class SupporterEngagementStack extends Stack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, settings.stackName, {
      env: { region: settings.region },
      description: `Supporter engagement of ${settings.organisation.name}`,
      terminationProtection: settings.environment === 'production',
    })
    const keys = new Keys(this, 'Keys', settings)
    const tables = new Tables(this, 'Tables', { settings, key: keys.dataKey })
    const register = new Register(this, 'Register', { settings, key: keys.dataKey })
    const mailIdentity = new MailIdentity(this, 'Mail', settings)
    const functions = new FunctionFactory(settings)

    const myDataLinkRequests = new MyDataLinkRequests(this, 'MyDataLinkRequests', { functions, tables })
    const signUps = new SignUps(this, 'SignUps', { functions, tables, key: keys.dataKey })
    const api = new PublicApi(this, 'Api', {
      settings,
      functions,
      tables,
      keys,
      signUps,
      myDataLinkRequests,
    })
    const officers = new OfficersApi(this, 'Officers', {
      settings,
      functions,
      tables,
      register,
      keys,
      api: api.httpApi,
      kept: api.kept,
    })
    const followUp = new FollowUp(this, 'FollowUp', { functions, tables, register })
    const followUps = followUp.queue
    const outbox = new Outbox(this, 'Outbox', { functions, tables, keys, mailIdentity, followUps })
    const feedback = new Feedback(this, 'Feedback', { functions, tables, keys })
    const retention = new Retention(this, 'Retention', { functions, tables, register })
    const seals = new Seals(this, 'Seals', { functions, tables })
    const dailyOffice = new DailyOffice(this, 'DailyOffice', { functions, tables, register })
    const endpoints = [...api.functions, ...officers.functions]
    new Alarms(this, 'Alarms', {
      settings,
      api: api.httpApi,
      backgroundFunctions: functions.created.filter((fn) => !endpoints.includes(fn)),
      workers: [outbox, signUps, myDataLinkRequests, feedback, followUp, retention, seals, dailyOffice],
      watched: [
        ...api.accessLog.watched,
        ...signUps.watched,
        ...outbox.watched,
        ...feedback.watched,
        ...seals.watched,
      ],
    })
  }
}
