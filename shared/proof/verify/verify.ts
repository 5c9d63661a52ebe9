import { type EventVerdict, type Expected, readEvents, verifyChain } from './chain.ts'
import { type Fault, isObject, type Json } from './finding.ts'
import { type SealVerdict, verifyProofs } from './inclusion.ts'
import { readJson } from './read-json.ts'
import { verifyStatements } from './statements.ts'
import { verifyTexts } from './wordings.ts'

/**
 * Checks a receipt or an export by itself: without a database or a network, and with none of the code that wrote it but the
 * hash functions of `hashing.ts`. This description is enough to write another verifier.
 *
 * **The file** is JSON (RFC 8259, UTF-8, no member twice in an object). `format` is `supporter-engagement/receipt/1` or
 * `supporter-engagement/export/1`. Both have the members `chain`, `evidence`, `wordings`, `notices` and `proofs`. A receipt
 * also has `issued` and, where consent was given, `consentReceipt` (Kantara Consent Receipt 1.1) and `record` (JSON-LD in
 * the W3C's DPV), and nothing else. An export may have more.
 *
 * **A hash** is SHA-256, written in base64url without padding: 43 characters. The hash of a JSON value is that of its
 * canonical form (RFC 8785) in UTF-8.
 *
 * **`chain`** holds all events of one supporter, oldest first. `sequence` counts them: 1, 2, 3, … without a gap. `hash` is
 * the hash of the event without the member `hash`, over all other members whatever they are. `previous` is the `hash` of the
 * event before; the first event has none. `supporterId` is the same in all.
 *
 * **`evidence`** holds the proof of who acted, each item with the `sequence` of its event. The hash of an item without its
 * `sequence` is the event's `commitment`. An item has 128 random bits in `salt`, so that its content cannot be guessed from
 * the commitment once the item is erased. Erasing a person removes items and leaves the chain: an event with a `commitment`
 * and no evidence is "evidence erased", which is no fault. So is one whose evidence is withheld: a receipt has none, since its
 * link never expires, and an export has all that is held.
 *
 * **`wordings`** and **`notices`** hold the texts that people were shown, each with `text`, `locale`, `version`, `hash` and,
 * for a wording, `id`. Here a hash is SHA-256 of the text's UTF-8 bytes in lower-case hexadecimal. An event refers to them in
 * its `consent`, as `wording` (`id`, `version`, `hash`) and `notice` (`version`, `hash`); the language is the consent's
 * `locale`. The file has every text that an event refers to, and no other.
 *
 * **`consentReceipt`** and **`record`** state that one event of the chain (`confirmed`, `preferences-changed` or
 * `address-changed-from`) was a consent: whose, when, and in which language. The record lists every event that asked for,
 * gave or ended consent, and in `dpv:hasPurpose` the `topics` agreed to: those of all `confirmed` events since consent last
 * ended, or instead all those of a later `preferences-changed`, `withdrawal-undone` or `address-changed-from`. The receipt's
 * purposes have the names that the topics have in the record.
 *
 * **`proofs`** has, by the `sequence` of an event as a string, `{seal, index, path}`. A seal covers all events of all
 * supporters, and all acts of officers, collected since the seal before: its `root` is that of an RFC 6962 Merkle tree
 * (section 2.1: SHA-256, 0x00 before a leaf, 0x01 before two nodes). A leaf's data are the 32 bytes of an event's `hash`;
 * leaves are in the order of these bytes. `index` (from 0) is the event's leaf, `path` the audit path from the leaf up in a
 * tree of `seal.count` leaves (RFC 9162, section 2.1.3.2 checks it). `seal.hash` is the hash of the seal without the member
 * `hash`, `seal.previous` the `hash` of seal `number` - 1. Each seal was mailed when it was made, with the line
 * `Seal <number> <hash> <root> <count>`: a holder of that mail knows that neither that seal nor any before it has changed
 * since. An event without a proof is not sealed yet.
 *
 * **Limits.** A chain cut off at its end is a valid chain: the cut shows only against the supporter's record (`version`,
 * `head`), an older receipt's last hash, or the statements in the same file. A proof left out looks like an event not sealed
 * yet, and evidence left out like evidence erased. A writer of the ledger can write a whole new chain, but cannot put it into
 * a seal that was mailed before. So events that are sealed, and compared with a mail, are certain; the rest is only
 * consistent. Of `consentReceipt` and `record`, only statements that the chain also makes are checked.
 */
export function verifyFile(text: string, against: Against = {}): Verification {
  const { value, faults } = readJson(text)
  const file = isObject(value) ? value : {}
  if (value === undefined) return { events: [], seals: [], faults }
  const [chain, evidence, wordings, notices] = lists.map((name) => listIn(file, name))
  const proofs = isObject(file.proofs) ? file.proofs : {}
  const { consentReceipt, record } = file
  const events = readEvents(chain ?? [])
  const verdict = verifyChain(chain ?? [], evidence ?? [], against)
  const sealed = verifyProofs(events, proofs, against.mails ?? [])
  const found: Fault[] = [
    ...faults,
    ...malformed(file),
    ...verdict.faults,
    ...verifyTexts(events, { wordings: wordings ?? [], notices: notices ?? [] }),
    ...sealed.faults,
    ...verifyStatements(events, { consentReceipt, record, chainHolds: verdict.faults.length === 0 }),
  ]
  return { events: verdict.events, seals: sealed.seals, faults: found }
}

export interface Against extends Expected {
  /** Texts of seal mails, or hashes of seals. */
  readonly mails?: readonly string[]
}

export interface Verification {
  readonly events: readonly EventVerdict[]
  readonly seals: readonly SealVerdict[]
  /** None: everything that can be checked is as it was written. */
  readonly faults: readonly Fault[]
}

const lists = ['chain', 'evidence', 'wordings', 'notices'] as const
const formats = ['supporter-engagement/receipt/1', 'supporter-engagement/export/1']
const receiptMembers = ['format', 'issued', 'consentReceipt', 'record', ...lists, 'proofs']

function malformed(file: Json): Fault[] {
  const fault = (what: string): Fault => ({ part: 'file', what })
  const faults = lists.filter((name) => !Array.isArray(file[name])).map((name) => fault(`${name} is missing`))
  if (!isObject(file.proofs)) faults.push(fault('proofs is missing'))
  if (!formats.includes(String(file.format))) faults.push(fault('this is neither a receipt nor an export'))
  if (Array.isArray(file.chain) && file.chain.length === 0) faults.push(fault('there is no event in it'))
  if (file.format !== formats[0]) return faults
  const unknown = Object.keys(file).filter((name) => !receiptMembers.includes(name))
  return [...faults, ...unknown.map((name) => fault(`a receipt has no member ${JSON.stringify(name)}`))]
}

const listIn = (file: Json, name: string): readonly unknown[] => {
  const list = file[name]
  return Array.isArray(list) ? list : []
}
