import { type ImportFaultView, type ImportView, imports } from '../../api/generated/information-network'
import { useI18n } from '../../i18n/I18n'
import { wordOf } from '../../i18n/language'
import { Loaded } from '../../ui/Loaded'
import { DataTable } from '../../ui/list/DataTable'
import { usePages } from '../../ui/list/usePages'

interface Props {
  of: ImportView
  name: string
}

/** The rows at fault, in their order, with all that is wrong with each. */
export function ImportFaults({ of: { id, refused }, name }: Props) {
  const { t } = useI18n()
  const faults = usePages(imports.faults, { id })
  return (
    <Loaded query={faults}>
      {(found) => (
        <div className="stack">
          <p className="quiet">{t('import.again')}</p>
          <DataTable
            label={t('import.faultsOf', { name })}
            rows={found}
            rowKey={({ line }) => String(line)}
            columns={[
              { name: 'line', label: t('import.line'), cell: ({ line }) => <span className="figures">{line}</span> },
              { name: 'why', label: t('import.why'), cell: (fault) => <Reasons of={fault} /> },
            ]}
          />
          {!faults.hasNextPage && found.length < refused && <p className="quiet">{t('import.unlisted', { count: found.length })}</p>}
        </div>
      )}
    </Loaded>
  )
}

function Reasons({ of: { reasons } }: { of: ImportFaultView }) {
  const { t, language } = useI18n()
  return (
    <ul>
      {reasons.map(({ field, code, zh, en }) => (
        <li key={`${field} ${code}`}>
          {field && <strong>{wordOf(t, 'import.column', field)} </strong>}
          {language === 'en' ? en : zh}
        </li>
      ))}
    </ul>
  )
}
