/** An object without the members that are undefined; members that may be undefined are optional. */
export type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the members that are undefined, for types and tables where absent and undefined differ. */
export function compact<const T extends object>(members: T): Compact<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Compact<T>
}
