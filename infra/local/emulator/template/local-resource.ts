// biome-ignore lint/suspicious/noExplicitAny: a template's properties have any shape
export type Properties = Record<string, any>

export interface LocalResource {
  logicalId: string
  type: string
  /** The properties with all intrinsics resolved. */
  properties: Properties
  /** The resource's name, such as a queue's name rather than its URL. */
  name: string
  /** The value of `Ref`. */
  physicalId: string
  /** Empty for types without an ARN. */
  arn: string
}
