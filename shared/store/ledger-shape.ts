import * as z from 'zod/mini'
import { ChainLink, commonFields, fieldsOf } from './ledger-codec.ts'

/**
 * Describes ledger items of all types as one shape, for readers outside: the members of every item, and as optional ones
 * those that only some types have.
 */
/* @__NO_SIDE_EFFECTS__ */
export function ledgerShape() {
  return {
    ...particulars(),
    ...commonFields,
    at: storedForm(commonFields.at),
    type: z.string(),
    ...ChainLink.shape,
  }
}

/** Members of the same name can differ from type to type: then each form is allowed. */
function particulars(): Record<string, z.core.$ZodType> {
  const members = Object.values(fieldsOf).flatMap((fields) => Object.entries<z.core.$ZodType>(fields))
  return Object.fromEntries(
    [...Map.groupBy(members, ([name]) => name)].map(([name, alike]) => {
      const [first, ...others] = new Set(alike.map(([, schema]) => storedForm(schema)))
      return [
        name,
        z.optional(first && others.length > 0 ? z.union([first, ...others]) : (first ?? z.unknown())),
      ]
    }),
  )
}

function storedForm(schema: z.core.$ZodType): z.core.$ZodType {
  // Not by `z.core`, which would bring every locale of zod into the bundles.
  if (schema instanceof z.ZodMiniExactOptional) return storedForm(schema.def.innerType)
  return schema instanceof z.ZodMiniCodec ? schema.def.in : schema
}
