import { type CsvValue, csv } from '../lib/csv.ts'
import type { TimelineEntry } from '../office/timeline.ts'
import { consentIn, type LedgerItem } from '../store/ledger-item.ts'
import type { ExportFile } from './export-file.ts'

/** Renders the data as CSV tables, by file name. */
export function tablesOf(
  file: ExportFile,
  events: readonly LedgerItem[],
  timeline: readonly TimelineEntry[],
): Record<string, string> {
  return {
    'record.csv': csv(['field', 'value'], fieldsOf(file.subject)),
    'history.csv': history(file, events, timeline),
    'evidence.csv': csv(['entry', 'field', 'value'], file.evidence.flatMap(evidenceRows)),
    'requests.csv': requests(file),
  }
}

function fieldsOf(value: object, path = ''): CsvValue[][] {
  return Object.entries(value).flatMap(([name, held]): CsvValue[][] => {
    const field = path ? `${path}.${name}` : name
    if (Array.isArray(held)) return [[field, held.join('; ')]]
    return typeof held === 'object' && held !== null ? fieldsOf(held, field) : [[field, held]]
  })
}

function evidenceRows({ sequence, ...evidence }: ExportFile['evidence'][number]): CsvValue[][] {
  return fieldsOf(evidence).map((row) => [sequence, ...row])
}

const historyColumns = [
  ...['entry', 'at', 'type', 'actor', 'inWords', 'topics', 'wording', 'mailSentAt'],
  ...['form', 'place', 'method', 'lawfulBasis', 'locale', 'hash'],
]

function history(
  { mails }: ExportFile,
  events: readonly LedgerItem[],
  timeline: readonly TimelineEntry[],
): string {
  const rows = events.map((event): CsvValue[] => {
    const { sequence, at, type, actor, hash } = event
    const { form, place, lawfulBasis, wording, topics, locale } = { ...consentIn(event), ...event }
    const mail = mails.find((other) => other.sequence === sequence)
    return [
      sequence,
      at,
      type,
      actor,
      timeline.find((entry) => entry.sequence === sequence)?.text,
      topics?.join('; '),
      wording && `${wording.id} ${wording.version}`,
      mail?.at,
      form,
      place,
      'method' in event ? event.method : undefined,
      lawfulBasis,
      locale,
      hash,
    ]
  })
  return csv(historyColumns, rows)
}

function requests(file: ExportFile): string {
  const rows = file.requests.flatMap(({ id, type, history: events }) =>
    events.map((event): CsvValue[] => [id, type, event.sequence, event.on, event.type, event.note]),
  )
  return csv(['request', 'requestType', 'entry', 'on', 'what', 'note'], rows)
}
