/** The values of the header `X-Reason`: a fixed list, since free text could name a person forever. */
export const reasons = ['data-request', 'complaint', 'enquiry', 'audit', 'incident', 'mailing'] as const
export type Reason = (typeof reasons)[number]
