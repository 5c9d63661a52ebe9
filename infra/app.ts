import { App } from 'aws-cdk-lib'
import cdk from '../cdk.json' with { type: 'json' }
import { loadSettings } from './settings/load-settings.ts'
import { SupporterEngagementStack } from './stack.ts'

/**
 * Entry of cdk.json. `--context settings=<file>` names the organisation's settings; this machine's by default. The
 * feature flags are read here too, so that a synthesis without the CLI gives the template that the CLI deploys.
 */
const app = new App({ analyticsReporting: false, context: cdk.context })
const settings = loadSettings(app.node.tryGetContext('settings') ?? 'infra/settings/local.json')
new SupporterEngagementStack(app, settings)
app.synth()
