/** Isolates a text that may run in the other direction (Unicode UAX 9: first strong isolate). */
export const apart = (text: string) => `\u2068${text}\u2069`
