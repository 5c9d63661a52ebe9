/** The parts of the United Kingdom with their own bank holidays. */
export const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const
export type Nation = (typeof nations)[number]
