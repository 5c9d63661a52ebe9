// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type Deployment,
  loadDeployment,
  type Template,
} from '../../../../../infra/local/emulator/template/deployment.ts'

/** Writes a template as `cdk synth` does, with one asset whose `index.mjs` has this code. @returns the directory */
export function assembly(template: Template, code = 'export const handler = async () => null'): string {
  const outdir = mkdtempSync(join(tmpdir(), 'assembly-'))
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }))
  mkdirSync(join(outdir, 'asset.code'))
  writeFileSync(join(outdir, 'asset.code', 'index.mjs'), code)
  const files = {
    code: { source: { path: 'asset.code' }, destinations: { here: { objectKey: 'code.zip' } } },
  }
  const artifacts = {
    'Test.assets': { type: 'cdk:asset-manifest', properties: { file: 'Test.assets.json' } },
    Test: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/eu-west-2' },
  }
  writeFileSync(join(outdir, 'Test.template.json'), JSON.stringify(template))
  writeFileSync(join(outdir, 'Test.assets.json'), JSON.stringify({ files }))
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ artifacts }))
  return outdir
}

export function deploymentOf(Resources: Template['Resources'], code?: string): Deployment {
  return loadDeployment(assembly({ Resources }, code), undefined, {
    apiUrl: 'http://127.0.0.1:3000',
    awsUrl: 'http://127.0.0.1:8027',
  })
}

/** A function named by its logical id, with its role. */
export function functionResources(
  logicalId: string,
  properties: Record<string, unknown> = {},
): Template['Resources'] {
  return {
    [`${logicalId}Role`]: { Type: 'AWS::IAM::Role', Properties: {} },
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: logicalId,
        Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
        Runtime: 'nodejs24.x',
        ...properties,
      },
    },
  }
}

/** An HTTP API whose routes all go to the function `Endpoint`. */
export function apiResources(routeKeys: string[], api: Record<string, unknown> = {}): Template['Resources'] {
  const routes = routeKeys.map((RouteKey, at) => [
    `Route${at}`,
    {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey,
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
      },
    },
  ])
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP', ...api } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Endpoint', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    ...Object.fromEntries(routes),
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Endpoint', 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*' },
      },
    },
    ...functionResources('Endpoint'),
  }
}
