import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation'
import type { Template } from './review.ts'

/**
 * Reads the template of a stack as it is deployed now.
 * @returns undefined before the first deployment
 */
export async function deployedTemplate({
  stackName: StackName,
  region,
}: {
  readonly stackName: string
  readonly region: string
}): Promise<Template | undefined> {
  const client = new CloudFormationClient({ region })
  try {
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }))
    return JSON.parse(TemplateBody) as Template
  } catch (error) {
    const { name, message } = error as Error
    if (name === 'ValidationError' && message.includes('does not exist')) return undefined
    throw error
  } finally {
    client.destroy()
  }
}
