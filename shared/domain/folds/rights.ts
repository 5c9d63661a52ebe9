import { keptOf } from '../history.ts'
import { type Folds, unchanged } from './fold.ts'

export const rightsFolds = {
  'my-data-link-requested': unchanged,
  exported: unchanged,

  objected: (_, { at, type }, history) => ({
    ...keptOf(history),
    status: 'suppressed',
    since: at,
    reason: type,
  }),

  restricted: (supporter, { at }, history) => ({ ...supporter, ...history, restricted: at }),

  'restriction-lifted'(supporter, _, history) {
    const { restricted: __, ...free } = history
    const { restricted: ___, ...unrestricted } = supporter
    return { ...unrestricted, ...free }
  },

  rectified(supporter, { name }, history) {
    const { name: _, ...rest } = history
    const { name: __, ...nameless } = supporter
    return { ...nameless, ...rest, ...(name !== undefined && { name }) }
  },
} satisfies Partial<Folds>
