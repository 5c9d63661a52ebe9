import type { Template } from 'aws-cdk-lib/assertions'
import { expect } from 'vitest'

/** Asserts that a resource of this type has these properties. A failure shows the closest resource. */
export function expectProperties(template: Template, type: string, properties: object): void {
  expect(() => template.hasResourceProperties(type, properties)).not.toThrow()
}

/** Asserts that a resource of this type has this definition, with its properties and policies. */
export function expectResource(template: Template, type: string, definition: object): void {
  expect(() => template.hasResource(type, definition)).not.toThrow()
}
