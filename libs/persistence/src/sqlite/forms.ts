import type { StationFile } from './file'

export interface Form {
  /** As `Shape.formAfter` answered it; undefined where no version noted any. */
  form?: string[]
  /** Some documents were brought into another, by a start that was cut off. */
  isChanging: boolean
}

/** The form that a collection's documents lie in. Inside a write. */
export function formOf(file: StationFile, collection: string): Form {
  file.run('CREATE TABLE IF NOT EXISTS forms (collection TEXT PRIMARY KEY, form TEXT NOT NULL, changing INTEGER NOT NULL)')
  const row = file.get<{ form: string; changing: number }>('SELECT form, changing FROM forms WHERE collection = ?', collection)
  return { form: row && JSON.parse(row.form), isChanging: row?.changing === 1 }
}

/** Everything: its row stands as long as there may be in the file what was in clear, where nothing is any more. */
const FILE = ''

/** Inside a write. */
export function noteForm(file: StationFile, collection: string, form: string[], { isChanging = false } = {}): void {
  const note = (name: string, as: string[]) =>
    file.run('INSERT OR REPLACE INTO forms (collection, form, changing) VALUES (?, ?, ?)', name, JSON.stringify(as), isChanging ? 1 : 0)
  note(collection, form)
  if (isChanging) note(FILE, [])
}

/** The form that each collection's documents were brought into. */
export function formsIn(file: StationFile): Map<string, string[]> {
  if (!file.get("SELECT 1 FROM sqlite_master WHERE name = 'forms'")) return new Map()
  const rows = file.all<{ collection: string; form: string }>('SELECT collection, form FROM forms WHERE changing = 0')
  return new Map(rows.map(({ collection, form }) => [collection, JSON.parse(form)]))
}

/** Writes the whole file anew, without what lies in it where nothing is any more: once after documents were brought into another form. */
export async function purge(file: StationFile): Promise<void> {
  if (!file.get("SELECT 1 FROM sqlite_master WHERE name = 'forms'") || !file.get('SELECT 1 FROM forms WHERE collection = ?', FILE)) return
  file.tell('station.db is written anew, without what lay there in clear …')
  await file.besides('VACUUM')
  await file.besides('PRAGMA wal_checkpoint(TRUNCATE)')
  await file.write(() => file.run('DELETE FROM forms WHERE collection = ?', FILE))
  file.tell('station.db is written anew')
}
