import {
  type NameRecords,
  type NameServer,
  startNameServer,
} from '../../infra/local/emulator/dns/name-server.ts'

/** Records by name; a name with no records at all does not exist. */
export type Zone = Record<string, NameRecords>

/** Starts a real name server on 127.0.0.1 for these records. */
export const startDns = (zone: Zone): Promise<NameServer> => startNameServer((name) => zone[name])
