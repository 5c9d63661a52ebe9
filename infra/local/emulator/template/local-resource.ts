// biome-ignore lint/suspicious/noExplicitAny: a template's properties have any shape
export type Properties = Record<string, any>

export interface LocalResource {
  logicalId: string
  type: string
  /** Intrinsics resolved. */
  properties: Properties
  /** What the resource is called (a queue's name, not its URL). */
  name: string
  /** What `Ref` answers. */
  physicalId: string
  /** Empty for types that have none. */
  arn: string
}
