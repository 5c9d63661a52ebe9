/** Why an officer looks, in the header `X-Reason`. Fixed words, for free ones might name somebody for ever. */
export const reasons = ['data-request', 'complaint', 'enquiry', 'audit', 'incident', 'mailing'] as const
export type Reason = (typeof reasons)[number]
