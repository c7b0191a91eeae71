import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'

/** No page has this address, or one that somebody else's work needs. */
export default function Missing({ known, home }: { known: boolean; home: string | undefined }) {
  const { t } = useI18n()
  const what = home === undefined ? 'nothingYet' : known ? 'notYours' : 'none'
  return (
    <Empty title={t(`missing.${what}`)}>
      <p>{t(`missing.${what}Hint`)}</p>
      {home && <Link to={home}>{t('missing.home')}</Link>}
    </Empty>
  )
}
