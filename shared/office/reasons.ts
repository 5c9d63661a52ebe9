/** Lists the values of the header `X-Reason`. A fixed list, since free text could name a person for ever. */
export const reasons = ['data-request', 'complaint', 'enquiry', 'audit', 'incident', 'mailing'] as const
export type Reason = (typeof reasons)[number]
