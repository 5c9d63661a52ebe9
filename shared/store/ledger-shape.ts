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
      const forms = [...new Set(alike.map(([, schema]) => required(schema)))].map(storedForm)
      return [name, z.optional(forms.length === 1 && forms[0] ? forms[0] : z.union(forms))]
    }),
  )
}

// By classes of `z`, not of `z.core`, which would bring every locale of zod into the bundles.
function required(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniExactOptional ? schema.def.innerType : schema
}

/** Objects are loose: the first form that fits must not drop a member that only another form names. */
function storedForm(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodMiniObject) return z.looseObject(schema.def.shape)
  return schema instanceof z.ZodMiniCodec ? schema.def.in : schema
}
