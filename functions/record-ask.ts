import type { SQSEvent } from 'aws-lambda'
import { oneByOne } from '../shared/lib/sqs-batch.ts'
import { Ask, recordAsk } from '../shared/mail/ask.ts'
import { runtime } from '../shared/runtime.ts'

/** Records who asked for the links to their data. */
export const handler = (event: SQSEvent) =>
  oneByOne(event, 'askUnrecorded', (body) => recordAsk(runtime, Ask.parse(body)))
