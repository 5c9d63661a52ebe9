/** A finding of cdk-nag that stays. */
export interface Accepted {
  readonly rule: RegExp
  /** The paths of the constructs. @default every one */
  readonly on?: RegExp
  readonly reason: string
}

const roles = /Role\/DefaultPolicy\/Resource$/

/** What the rules of AWS, of serverless practice and of NIST SP 800-53 R5 find in the stack, and why it stays so. */
export const acceptedFindings: readonly Accepted[] = [
  {
    rule: /^AwsSolutions-IAM5\[Action::kms:(GenerateDataKey|ReEncrypt)\*\]$/,
    on: roles,
    reason: 'Both are families of two actions on one key, which DynamoDB needs of a caller that writes.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:ses:[^\]]+:identity\/\*\]$/,
    on: /\/SendMailRole\//,
    reason:
      'In the SES sandbox a recipient is an identity too. The policy’s condition names the only sender.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    on: /\/SendMailRole\//,
    reason: 'ses:GetSendQuota has no resource. It tells two numbers.',
  },
  {
    rule: /^NIST\.800\.53\.R5-IAMNoInlinePolicy$/,
    on: roles,
    reason:
      'Each role is one function’s alone, and its policy goes with it. Nothing can attach a policy elsewhere.',
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    on: /\/Api\/(HttpApi\/(?!\w+--privacy)|EverythingElse\/)/,
    reason:
      'Supporters have no account: a signed link is their authority. Officers’ routes have the JWT authorizer.',
  },
  {
    rule: /^AwsSolutions-COG1$/,
    reason:
      'NIST SP 800-63B-4 section 3.1.1.2: length instead of kinds of characters; sign-in needs a second factor.',
  },
  {
    rule: /^AwsSolutions-COG8$/,
    reason:
      'The plus plan costs per officer and month for risk scores; a second factor is required of everyone.',
  },
  {
    rule: /^(AwsSolutions-SMG4|NIST\.800\.53\.R5-SecretsManagerRotationEnabled)$/,
    on: /\/Keys\//,
    reason: 'A person rotates these keys by command: ids and links that must last for ever depend on them.',
  },
  {
    rule: /^(AwsSolutions-SQS3|Serverless-SQSRedrivePolicy)$/,
    on: /DeadLetters\/Resource$/,
    reason: 'It is a dead-letter queue, with an alarm; `npm run dead-letters` empties it.',
  },
  {
    rule: /^(Serverless|NIST\.800\.53\.R5)-LambdaDLQ$/,
    reason:
      'A dead-letter queue of the function is for asynchronous calls. These are called by the API, a queue or a stream, whose own dead-letter queue or error answer applies.',
  },
  {
    rule: /^Serverless-LambdaEventSourceMappingDestination$/,
    on: /\/SqsEventSource:/,
    reason: 'The queue itself has a dead-letter queue. SQS event sources take no destination.',
  },
  {
    rule: /^Serverless-EventBusDLQ$/,
    on: /\/Feedback\/ProviderEvents\//,
    reason:
      'EventBridge tries for 24 hours to hand an event to Lambda. From there the function’s own destination keeps it.',
  },
  {
    rule: /^Serverless-SNSRedrivePolicy$/,
    on: /\/Alarms\/Topic\//,
    reason: 'The subscription is the engineer’s mailbox: nothing here could process what it did not take.',
  },
  {
    rule: /^NIST\.800\.53\.R5-SNSEncryptedKMS$/,
    on: /\/Alarms\/Topic\//,
    reason: 'An alarm’s text has no personal data, and leaves by e-mail.',
  },
  {
    rule: /^NIST\.800\.53\.R5-CloudWatchLogGroupEncrypted$/,
    reason: 'CloudWatch encrypts with its own key, and no log line has personal data.',
  },
  {
    rule: /^Serverless-LambdaTracing$/,
    reason: 'X-Ray would keep what a request touched with another service, at a cost per request.',
  },
  {
    rule: /^NIST\.800\.53\.R5-LambdaConcurrency$/,
    reason:
      'A reservation takes from the ten executions of a new account. The API’s throttle and the queues’ maximum concurrency are the limits.',
  },
  {
    rule: /^NIST\.800\.53\.R5-LambdaInsideVPC$/,
    reason:
      'The functions call AWS services only, by TLS and IAM. A VPC would add a NAT gateway and no protection.',
  },
]
