import type { EventVerdict } from './chain.ts'
import type { SealVerdict } from './inclusion.ts'
import type { Verification } from './verify.ts'

/** Formats the findings as text. */
export function report({ events, seals, faults }: Verification): string {
  const sealOf = (event: number) => seals.find((seal) => seal.events.includes(event))
  const unsealed = events.filter(({ event, state }) => state !== 'missing' && !sealOf(event))
  const sections = [
    faults.length === 0
      ? 'Intact: everything in this file that can be checked is as it was written.'
      : `NOT INTACT: ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}.`,
    lines('Faults', [...new Set(faults.map(({ what }) => what))]),
    lines(
      'Events',
      events.map((event) => eventLine(event, sealOf(event.event))),
    ),
    lines('Seals', seals.map(sealLine)),
    lines('Not certain', uncertain(seals, unsealed)),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

const lines = (title: string, items: readonly string[]) =>
  items.length === 0 ? '' : [`${title}:`, ...items.map((item) => `  ${printable(item)}`)].join('\n')

/** Replaces control characters: a file may hold anything, and must not move the cursor or start a line. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd')

function eventLine({ event, type, at, state }: EventVerdict, seal: SealVerdict | undefined): string {
  if (state === 'missing') return `${event}  MISSING`
  // A file cannot tell the two apart: a receipt never has evidence, an export has all that is held.
  const evidence = state === 'evidence erased' ? 'evidence erased or withheld' : state
  const verdict = state === 'broken' ? 'BROKEN' : `intact, ${evidence}`
  return `${event}  ${at}  ${type}: ${verdict}${seal ? `, in seal ${seal.number}` : ', in no seal'}`
}

const comparisons: Record<SealVerdict['mailed'], string> = {
  yes: 'identical to its mail',
  chained: 'vouched for by the next seal, which was mailed',
  'not compared': 'not compared with its mail',
}

const sealLine = ({ number, to, root, mailed }: SealVerdict) =>
  `${number}  covers events up to ${to}, root ${root}: ${comparisons[mailed]}`

/** Lists the limits of "intact", in every report. */
function uncertain(seals: readonly SealVerdict[], unsealed: readonly EventVerdict[]): string[] {
  const uncompared = seals.filter(({ mailed }) => mailed === 'not compared').map(({ number }) => number)
  const names = unsealed.map(({ event }) => event).join(', ')
  return [
    'whether anything happened after the last event in this file: only the ledger shows that',
    ...(uncompared.length > 0
      ? [`seal ${uncompared.join(', ')}: give its mail (--seal) to be certain that it is the original`]
      : []),
    ...(names ? [`event ${names}: not sealed yet, or its proof was left out`] : []),
  ]
}
