import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { httpEvent } from '../../infra/local/emulator/http-api/http-event.ts'

/** Returns the event that API Gateway passes on for a website's JSON form. */
export function signUpEvent(email: string): APIGatewayProxyEventV2 {
  const page = 'https://www.example.org/mali?utm_source=leaflet'
  const body = JSON.stringify({ form: 'newsletter', email, name: 'Ann Example', consent: true, page })
  return eventOf('POST /signups', '/signups', { 'content-type': 'application/json' }, body)
}

/** Returns the event that API Gateway passes on for a press of the button behind a link. */
export function pressEvent(kind: 'confirm' | 'unsubscribe', token: string): APIGatewayProxyEventV2 {
  return eventOf(`POST /${kind}/{token}`, `/${kind}/${token}`, { accept: 'text/html' }, '', { token })
}

const browser = {
  host: '127.0.0.1:3000',
  'user-agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
  'accept-language': 'fr-FR,fr;q=0.9,en;q=0.8',
}

function eventOf(
  routeKey: string,
  target: string,
  headers: Record<string, string>,
  body: string,
  pathParameters: Record<string, string> = {},
): APIGatewayProxyEventV2 {
  const request = {
    method: 'POST',
    target,
    headers: { ...browser, ...headers },
    body: Buffer.from(body),
    sourceIp: '203.0.113.7',
    httpVersion: '1.1',
  }
  const details = {
    routeKey,
    pathParameters,
    requestId: 'bench',
    accountId: '000000000000',
    apiId: 'bench',
    stage: '$default',
    now: new Date(),
  }
  return httpEvent(request, details) as APIGatewayProxyEventV2
}
