import * as z from 'zod/mini'
import { ChainLink, commonFields, fieldsOf } from './ledger-codec.ts'

/**
 * Describes ledger items of all types as one shape, for outside readers: the members of every item, and, as optional
 * ones, those of some types only.
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

/** Merges the members of all types. If types declare a member differently, every form is allowed. */
function particulars(): Record<string, z.core.$ZodType> {
  const members = Object.values(fieldsOf).flatMap((fields) => Object.entries<z.core.$ZodType>(fields))
  return Object.fromEntries(
    [...Map.groupBy(members, ([name]) => name)].map(([name, alike]) => {
      const forms = [...new Set(alike.map(([, schema]) => required(schema)))].map(storedForm)
      return [name, z.optional(forms.length === 1 && forms[0] ? forms[0] : z.union(forms))]
    }),
  )
}

// Compares with classes of `z`, not of `z.core`, which would bring every locale of zod into the bundles.
function required(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniExactOptional ? schema.def.innerType : schema
}

/**
 * Returns the stored form of a schema. Objects are loose: the first form that fits must not drop a member that only
 * another form has.
 */
function storedForm(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodMiniObject) return z.looseObject(schema.def.shape)
  return schema instanceof z.ZodMiniCodec ? schema.def.in : schema
}
