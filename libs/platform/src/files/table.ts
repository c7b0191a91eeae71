import { encodingOf, type OpenBlob } from '@yiwang/persistence'

/** Where a table is read on: all before it was read. */
export interface TablePlace {
  /** In the file. */
  byte: number
  line: number
}

export interface TableRow {
  /** Where it ends: what a text editor shows there. */
  line: number
  cells: string[]
}

export interface TablePart {
  rows: TableRow[]
  /** Where the next part begins; absent at the end. */
  next?: TablePlace
  /** The row that begins there cannot be read, and so nothing behind it: a quotation mark that nothing closes, or a row without end. */
  broken?: boolean
}

export const BEGINNING: TablePlace = { byte: 0, line: 0 }
/** A row may be as long. */
const AT_ONCE = 64 * 1024
const BOM = Buffer.from('efbbbf', 'hex')

/**
 * The next rows of a table that was sent as text: CSV (RFC 4180), in UTF-8 or, as Excel writes it here, GB 18030. Rows without content are passed over. Bytes are read as bytes and only
 * cells as characters, so that a place in the table is one in the file.
 */
export async function readTable(file: Pick<OpenBlob, 'read' | 'size'>, from: TablePlace, most: number): Promise<TablePart> {
  const { CsvError, parse } = await import('csv-parse/sync')
  const records = (bytes: Buffer, form: object) => {
    const read: CsvRecord[] = []
    // Without an encoding a cell is its bytes, whatever the library's types say.
    const on_record = (record: unknown, { bytes, lines }: { bytes: number; lines: number }) =>
      void read.push({ record: record as never, bytes, lines })
    try {
      parse(bytes, { ...FORM, ...form, on_record })
      return { read, isUnclosed: false }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      return { read, isUnclosed: true }
    }
  }
  const end = Math.min(file.size, from.byte + AT_ONCE)
  const bytes = await bytesOf(file, from.byte, end)
  const skipped = from.byte === 0 && bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0
  const text = bytes.subarray(skipped)
  const { read, isUnclosed } = records(text, { to: most, ...WITH_CONTENT })
  const isLast = end === file.size
  // What ends with what was read may go on behind it.
  const areWhole = (some: CsvRecord[]) => (isLast ? some : some.filter(({ bytes: at }) => at < text.length))
  const whole = areWhole(read)
  // Where all of them are passed over, it goes on behind them.
  const last = whole.at(-1) ?? (isLast ? undefined : areWhole(records(text, {}).read).at(-1))
  // By the beginning alone: a short piece of one encoding may look like the other.
  const beginning = from.byte === 0 ? bytes : await bytesOf(file, 0, Math.min(file.size, AT_ONCE))
  const decoder = new TextDecoder(encodingOf(beginning) ?? 'gb18030', { ignoreBOM: true })
  const rows = whole.map(({ record, lines }) => ({ line: from.line + lines, cells: record.map((cell) => decoder.decode(cell).trim()) }))
  const next = last && { byte: from.byte + skipped + last.bytes, line: from.line + last.lines }
  const isFull = whole.length === most
  if (isFull) return next && next.byte < file.size ? { rows, next } : { rows }
  if (!isUnclosed && isLast) return { rows }
  // Where nothing whole was read, a longer look would show no more.
  if (isLast || !next) return { rows, next: next ?? from, broken: true }
  return { rows, next }
}

interface CsvRecord {
  record: Buffer[]
  /** Where it ends. */
  bytes: number
  lines: number
}

const bytesOf = async (file: Pick<OpenBlob, 'read'>, from: number, to: number): Promise<Buffer> => Buffer.concat(await file.read(from, to).toArray())

const FORM = {
  encoding: null,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
}
const WITH_CONTENT = { skip_empty_lines: true, skip_records_with_empty_values: true }
