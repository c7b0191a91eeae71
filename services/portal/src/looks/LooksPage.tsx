import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lookDoubts, orderedLooks } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Cards } from './Cards'
import { DoubtCard } from './DoubtCard'
import { OrderedLookCard } from './OrderedLookCard'
import './looks.css'

/** What auditors look at of who looked: what residents doubt, and what no resident is shown. */
export default function LooksPage() {
  const { t } = useI18n()
  const [settled, setSettled] = useState(false)
  const counts = useQuery({ queryKey: [`${orderedLooks.list.path}/counts`], queryFn: () => orderedLooks.counts({}) })
  return (
    <>
      <h2>{t('looks.review')}</h2>
      <fieldset className="filters" aria-label={t('looks.which')}>
        {[false, true].map((one) => (
          <button key={String(one)} type="button" aria-pressed={settled === one} onClick={() => setSettled(one)}>
            {t(one ? 'looks.settled' : 'looks.waiting')}
          </button>
        ))}
      </fieldset>
      <Cards
        title="looks.doubts"
        hint="looks.doubtsHint"
        none={settled ? 'looks.noneSettled' : 'looks.noneAsked'}
        door={lookDoubts.list}
        query={{ state: settled ? 'answered' : 'asked' }}
        card={(one) => <DoubtCard key={one.id} of={one} />}
      />
      <Cards
        title="looks.ordered"
        hint="looks.orderedHint"
        none={settled ? 'looks.noneSettled' : 'looks.noneOpen'}
        door={orderedLooks.list}
        query={{ state: settled ? 'reviewed' : 'open' }}
        card={(one) => <OrderedLookCard key={one.id} of={one} />}
      >
        {counts.data && <p>{t('looks.counts', { all: counts.data.open + counts.data.reviewed, open: counts.data.open })}</p>}
      </Cards>
    </>
  )
}
