import { keptOf } from '../history.ts'
import { detailsIn, withoutDetails } from '../profile.ts'
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

  rectified: (supporter, event, history) => ({
    ...withoutDetails(supporter),
    ...withoutDetails(history),
    ...detailsIn(event),
  }),
} satisfies Partial<Folds>
