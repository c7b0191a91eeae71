import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { everything } from '../api/door'
import { visits } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { formatDay } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { formOfReport, VisitCard } from './VisitCard'
import './visits.css'

/** However many are planned or under way: each of them is to be done. */
const openVisits = async () => (await Promise.all((['in-service', 'planned'] as const).map((state) => everything(visits.list, { state })))).flat()

const ended = (state: string) => state === 'completed' || state === 'not-done'

export default function Visits() {
  const { t, language } = useI18n()
  const [earlier, setEarlier] = useState(false)
  useEffect(() => void formOfReport().catch(() => undefined), [])
  const query = useQuery({ queryKey: [visits.list.path, 'open'], queryFn: openVisits, refetchInterval: 60_000 })
  return (
    <>
      <div>
        <p className="quiet">{formatDay(new Date().toISOString(), language)}</p>
        <h2>{t('visit.mine')}</h2>
      </div>
      <Loaded query={query}>
        {(found) => {
          const open = [...found].sort((a, b) => a.plannedAt.localeCompare(b.plannedAt))
          const next = open.find((visit) => visit.state === 'in-service') ?? open[0]
          return (
            <div className="cards">
              {open.length === 0 && <Empty title={t('visit.none')}>{t('visit.noneHint')}</Empty>}
              {open.map((visit) => (
                <VisitCard key={visit.id} visit={visit} next={visit === next} />
              ))}
            </div>
          )
        }}
      </Loaded>
      <Button type="text" aria-expanded={earlier} onClick={() => setEarlier(!earlier)}>
        {t(earlier ? 'visit.hideEarlier' : 'visit.showEarlier')}
      </Button>
      {earlier && <Earlier />}
    </>
  )
}

function Earlier() {
  const { t } = useI18n()
  const query = usePages(visits.list, { sort: '-plannedAt' })
  return (
    <Loaded query={query}>
      {(found) => {
        const over = found.filter((visit) => ended(visit.state))
        return (
          <div className="cards">
            {over.length === 0 && !query.hasNextPage && <Empty title={t('visit.noEarlier')} />}
            {over.map((visit) => (
              <VisitCard key={visit.id} visit={visit} next={false} />
            ))}
          </div>
        )
      }}
    </Loaded>
  )
}
