import { type CsvValue, csv } from '../lib/csv.ts'
import type { TimelineEntry } from '../office/timeline.ts'
import type { ExportFile } from './export-file.ts'

/** Renders the same data as tables for a spreadsheet, by file name. */
export function tablesOf(file: ExportFile, timeline: readonly TimelineEntry[]): Record<string, string> {
  return {
    'record.csv': csv(['field', 'value'], fieldsOf(file.subject)),
    'history.csv': history(file, timeline),
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

function history({ chain, mails }: ExportFile, timeline: readonly TimelineEntry[]): string {
  const columns = ['form', 'place', 'method', 'lawfulBasis', 'locale', 'hash'] as const
  const rows = chain.map((event): CsvValue[] => {
    const { sequence, at, type, actor, wording, topics = [] } = event
    const mail = mails.find((other) => other.sequence === sequence)
    return [
      sequence,
      at,
      type,
      actor,
      timeline.find((entry) => entry.sequence === sequence)?.text,
      topics.join('; '),
      wording && `${wording.id} ${wording.version}`,
      mail?.at,
      ...columns.map((column) => event[column]),
    ]
  })
  const header = ['entry', 'at', 'type', 'actor', 'inWords', 'topics', 'wording', 'mailSentAt', ...columns]
  return csv(header, rows)
}

function requests(file: ExportFile): string {
  const rows = file.requests.flatMap(({ id, type, history: events }) =>
    events.map((event): CsvValue[] => [id, type, event.sequence, event.on, event.type, event.note]),
  )
  return csv(['request', 'requestType', 'entry', 'on', 'what', 'note'], rows)
}
