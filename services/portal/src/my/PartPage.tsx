import { Suspense } from 'react'
import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { part } from '../ui/part'
import { useTitle } from '../ui/title'
import { type Part, parts } from './parts'
import { Title } from './Title'

const pages = new Map(parts.map((one) => [one, part(one.load)]))

/** One of the pages behind the first; back leads there. */
export function PartPage({ of }: { of: Part }) {
  const { t } = useI18n()
  useTitle(t(of.title))
  const Shown = pages.get(of) as ReturnType<typeof part>
  return (
    <>
      <Link to="/my" className="my-back">
        <span aria-hidden="true">‹</span>
        {t('my.back')}
      </Link>
      <Title>{t(of.title)}</Title>
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </>
  )
}
