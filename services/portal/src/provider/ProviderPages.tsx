import { useI18n } from '../i18n/I18n'
import { useSize } from '../ui/Look'
import { TopBar } from '../ui/TopBar'
import { useNarrow } from '../ui/useNarrow'
import { Visits } from './Visits'
import './provider.css'

/** One page, one thumb: what is next lies open with its one big button. */
export default function ProviderPages() {
  const { t } = useI18n()
  useSize(useNarrow() ? 'phone' : 'desk')
  return (
    <>
      <TopBar title={t('visit.title')} />
      <main className="page visits">
        <Visits />
      </main>
    </>
  )
}
