// A fresh process that imports one bundle like Lambda's runtime, answers one event, and prints how long both took.
import { pathToFileURL } from 'node:url'

const { LAMBDA_TASK_ROOT = '', BENCH_EVENT = '{}' } = process.env
const event = JSON.parse(BENCH_EVENT)
const begun = performance.now()
const { handler } = await import(pathToFileURL(`${LAMBDA_TASK_ROOT}/index.mjs`).href)
const imported = performance.now()
const { statusCode } = await handler(event, {})
const answered = performance.now()
process.stdout.write(JSON.stringify({ imported: imported - begun, answered: answered - begun, statusCode }))
process.exit(0)
