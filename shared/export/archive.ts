import { type Zippable, zipSync } from 'fflate'
import * as z from 'zod/mini'
import type { Instant } from '../domain/events.ts'
import { timelineOf } from '../office/timeline.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { documentOf } from './document.ts'
import { type Exportable, exportOf } from './export-content.ts'
import { ExportFile } from './export-file.ts'
import { tablesOf } from './tables.ts'

/**
 * Makes the zip file of a copy: a page to read, tables, and all data as JSON. Pure: the same data at the same time
 * gives the same bytes.
 */
export function archiveOf(settings: Settings, held: Exportable, locale: Locale, at: Instant): Buffer {
  const file = z.parse(ExportFile, exportOf(settings, held, locale, at))
  const timeline = timelineOf(held, settings, locale)
  const files = {
    'read-me.html': documentOf(settings, file, timeline),
    ...tablesOf(file, held.events, timeline),
    'data.json': `${JSON.stringify(file, null, 2)}\n`,
  }
  const entries = Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])
  return Buffer.from(zipSync(Object.fromEntries(entries) as Zippable, { mtime: asIfLocal(at), level: 9 }))
}

/** Shifts a time so that a zip shows it in UTC on any machine: zip times have no zone, and fflate writes local ones. */
function asIfLocal(at: Instant): Date {
  return new Date(new Date(at).toISOString().slice(0, 19))
}
