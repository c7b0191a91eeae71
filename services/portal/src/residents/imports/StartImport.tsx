import { imports } from '../../api/generated/information-network'
import { useI18n } from '../../i18n/I18n'
import { DoorForm } from '../../ui/form/DoorForm'
import { useAccount } from '../../ui/useSession'
import { columns, sampleOf } from './columns'

/** What a table looks like, a small one to begin with, and where one is sent. */
export function StartImport() {
  const { t } = useI18n()
  const { areaCode } = useAccount()
  const hints = { areaCode: t('import.areaHint'), tags: t('import.tagsHint') }
  return (
    <section className="card import-start" aria-label={t('import.title')}>
      <div className="stack">
        <p className="quiet">{t('import.lead')}</p>
        <DoorForm
          title="import.start"
          door={imports.start}
          fields={{ file: { label: 'import.file', accept: '.csv,text/csv' } }}
          said="import.started"
          draft={false}
          plain
        />
      </div>
      <div className="stack">
        <h3 id="import-columns">{t('import.columns')}</h3>
        <dl className="import-columns" aria-labelledby="import-columns">
          {columns.map((name) => (
            <div key={name}>
              <dt>{t(`import.column.${name}`)}</dt>
              <dd className="quiet">{name in hints ? hints[name as keyof typeof hints] : t('import.needed')}</dd>
            </div>
          ))}
        </dl>
        <a download={t('import.sampleFile')} href={`data:text/csv;charset=utf-8,${encodeURIComponent(sampleOf(t, areaCode))}`}>
          {t('import.sample')}
        </a>
      </div>
    </section>
  )
}
