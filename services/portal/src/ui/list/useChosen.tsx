import { useState } from 'react'
import { useI18n } from '../../i18n/I18n'
import type { Column } from './DataTable'

/** Which row lies open, and which are ticked to be worked on together. What another page or a colleague took away is neither. */
export function useChosen<Row>(rows: Row[], keyOf: (row: Row) => string, may: (row: Row) => boolean = () => false) {
  const { t } = useI18n()
  const [openKey, setOpenKey] = useState<string>()
  const [ticked, setTicked] = useState<string[]>([])
  const possible = rows.filter(may)
  const chosen = possible.filter((row) => ticked.includes(keyOf(row)))
  const opened = rows.filter((row) => keyOf(row) === openKey)

  const column = (nameOf: (row: Row) => string): Column<Row> => ({
    name: 'choose',
    label: (
      <input
        type="checkbox"
        aria-label={t('list.chooseAll')}
        disabled={possible.length === 0}
        checked={possible.length > 0 && chosen.length === possible.length}
        onChange={(event) => setTicked(event.target.checked ? possible.map(keyOf) : [])}
      />
    ),
    cell: (row) =>
      may(row) && (
        <input
          type="checkbox"
          aria-label={t('list.choose', { name: nameOf(row) })}
          checked={ticked.includes(keyOf(row))}
          onChange={(event) => setTicked(event.target.checked ? [...ticked, keyOf(row)] : ticked.filter((one) => one !== keyOf(row)))}
        />
      ),
  })

  return {
    openKey,
    /** What was ticked goes before what lies open. */
    rows: chosen.length > 0 ? chosen : opened,
    /** Once more, it is closed. */
    open: (row: Row) => setOpenKey((key) => (key === keyOf(row) ? undefined : keyOf(row))),
    clear: () => setTicked([]),
    column,
  }
}
