/**
 * Replaces the SDK's cache of discovered endpoints in bundles: endpoint discovery is off unless a setting of the SDK turns
 * it on, and the cache brings a library of data structures.
 */
export class EndpointCache {}
