import { Link } from 'react-router'
import { imports } from '../../api/generated/information-network'
import { useI18n } from '../../i18n/I18n'
import { Empty } from '../../ui/Empty'
import { Loaded } from '../../ui/Loaded'
import { usePages } from '../../ui/list/usePages'
import { ImportCard } from './ImportCard'
import { StartImport } from './StartImport'
import './imports.css'

/** A table of residents is sent here; below it those of before, how far each is, and what came of its rows. */
export default function Imports() {
  const { t } = useI18n()
  const sent = usePages(imports.list, {}, { every: (rows) => rows.some(({ state }) => state === 'running') && 2_000 })
  return (
    <div className="page-narrow">
      <Link to="/residents" className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <h2>{t('import.list')}</h2>
      <StartImport />
      <Loaded query={sent}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t('import.none')} />
          ) : (
            <div className="cards">
              {found.map((one) => (
                <ImportCard key={one.id} of={one} />
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
