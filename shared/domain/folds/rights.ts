import { keptOf } from '../history.ts'
import { detailsIn, withoutDetails } from '../profile.ts'
import { type Folds, unchanged } from './fold.ts'

/** How many data requests a record remembers: more than are ever open at once. */
const remembered = 10

export const rightsFolds = {
  'my-data-link-requested': (supporter, { at }, history) => ({
    ...supporter,
    ...history,
    myDataMailedAt: at,
  }),
  exported(supporter, { dataRequest }, history) {
    if (dataRequest === undefined) return unchanged(supporter, undefined, history)
    const exportedFor = [...(history.exportedFor ?? []), dataRequest].slice(-remembered)
    return { ...supporter, ...history, exportedFor }
  },

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
