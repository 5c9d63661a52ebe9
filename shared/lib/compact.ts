/** An object without its undefined members. Members that may be undefined become optional. */
export type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Omits undefined members, for types and tables in which absent and undefined differ. */
export function compact<const T extends object>(members: T): Compact<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Compact<T>
}
