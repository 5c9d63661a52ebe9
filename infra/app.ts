import { App } from 'aws-cdk-lib'
import cdk from '../cdk.json' with { type: 'json' }
import { loadSettings } from './settings/load-settings.ts'
import { SupporterEngagementStack } from './stack.ts'

/**
 * The entry point in cdk.json. `--context settings=<file>` names the organisation's settings; the default is this
 * machine's. The feature flags are also read here, so that a synthesis without the CLI gives the template that the CLI
 * deploys.
 */
const app = new App({ analyticsReporting: false, context: cdk.context })
const settings = loadSettings(app.node.tryGetContext('settings') ?? 'infra/settings/local.json')
new SupporterEngagementStack(app, settings)
app.synth()
