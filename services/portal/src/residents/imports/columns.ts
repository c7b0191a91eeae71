import type { Translate } from '../../i18n/language'

/** The columns that the door reads; it knows each by its Chinese and its English name. */
export const columns = ['name', 'identityNumber', 'phone', 'address', 'areaCode', 'tags'] as const

const BOM = '\ufeff'

/** A table with one row, which nobody is registered by: its identity number is none. */
export function sampleOf(t: Translate, areaCode: string): string {
  const row: Record<(typeof columns)[number], string> = {
    name: t('import.sampleRow.name'),
    identityNumber: t('import.sampleRow.identityNumber'),
    phone: '13800138000',
    address: `"${t('import.sampleRow.address')}"`,
    areaCode,
    tags: 'elderly;living-alone',
  }
  const lines = [columns.map((name) => t(`import.column.${name}`)), columns.map((name) => row[name])]
  // Excel takes a file without the mark for one in the system's own encoding.
  return BOM + lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}
