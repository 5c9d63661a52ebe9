import { AwsError, unknownOperation } from '../endpoint/call.ts'
import { queryProtocol } from '../endpoint/protocols/query.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'

/** Serves CloudFormation's GetTemplate, of the only stack there is. */
export function cloudFormation({ stackName, template, region, accountId }: Deployment): AwsService {
  return {
    name: 'cloudformation',
    protocol: queryProtocol({
      version: '2010-05-15',
      namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    }),
    accesses: ({ operation, input }) => [
      {
        action: `cloudformation:${operation}`,
        resource: `arn:aws:cloudformation:${region}:${accountId}:stack/${input.StackName}/local`,
      },
    ],
    handle: async (call) => {
      if (call.operation !== 'GetTemplate') throw unknownOperation(call)
      const { StackName } = call.input
      if (StackName !== stackName)
        throw new AwsError('ValidationError', `Stack with id ${StackName} does not exist`)
      return { TemplateBody: JSON.stringify(template), StagesAvailable: ['Original', 'Processed'] }
    },
  }
}
