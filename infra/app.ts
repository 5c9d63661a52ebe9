import { App } from 'aws-cdk-lib'
import { loadSettings } from './settings.ts'
import { SupporterEngagementStack } from './stack.ts'

/** Entry of cdk.json. `--context settings=<file>` names the organisation's settings; this machine's by default. */
const app = new App({ analyticsReporting: false })
const settings = loadSettings(app.node.tryGetContext('settings') ?? 'infra/settings/local.json')
new SupporterEngagementStack(app, settings)
app.synth()
