import { may } from '@yiwang/auth/capabilities'
import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { type Translate, wordOf } from '../i18n/language'
import { Away } from '../ui/Away'
import { Empty } from '../ui/Empty'
import { formatInstant } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { DataTable } from '../ui/list/DataTable'
import { useAccount } from '../ui/useSession'
import { ExportRetention } from './ExportRetention'
import { type Kept, useRetention } from './everyRetention'
import './retention.css'

/** 到期处理: what is kept for how long and by which rule, what is due within 90 days, what is held, and what went. */
export default function Retention() {
  const { t } = useI18n()
  const account = useAccount()
  const all = useRetention()
  return (
    <>
      <div className="page-head">
        <h2>{t('retention.title')}</h2>
        <div className="buttons">
          {may(account, 'holds.put') && <Link to="/holds">{t('hold.list')}</Link>}
          {all.data && <ExportRetention of={all.data} />}
        </div>
      </div>
      <p className="quiet">{t('retention.lead')}</p>
      <Away of={all.away} what="retention.title" again={all.refetch} />
      <Loaded query={all}>{(found) => (found.length === 0 ? <Empty title={t('retention.none')} /> : <Found of={found} />)}</Loaded>
    </>
  )
}

function Found({ of }: { of: Kept[] }) {
  return (
    <>
      <Table of={of} />
      <Sources of={of} />
    </>
  )
}

function Table({ of }: { of: Kept[] }) {
  const { t, language } = useI18n()
  return (
    <DataTable
      label={t('retention.title')}
      rows={of}
      rowKey={({ service, id }) => `${service}.${id}`}
      columns={[
        { name: 'service', label: t('parked.service'), cell: ({ service }) => wordOf(t, 'parked.names', service) },
        { name: 'id', label: t('retention.what'), cell: ({ id }) => <strong>{wordOf(t, 'retention.things', id)}</strong> },
        { name: 'ended', label: t('retention.ended'), cell: ({ ended }) => <span className="figures">{ended}</span> },
        {
          name: 'due',
          label: t('retention.due'),
          cell: ({ due }) =>
            due.length === 0
              ? t('retention.nothing')
              : due.map(({ on, count, held }) => (
                  <p key={on} className="figures retention-whole">
                    {t(held ? 'retention.dueHeld' : 'retention.dueOn', { on, count, held })}
                  </p>
                )),
        },
        { name: 'held', label: t('retention.held'), cell: ({ held }) => <span className="figures">{held}</span> },
        {
          name: 'blanked',
          label: t('retention.blanked'),
          cell: ({ blanked: [latest] }) =>
            latest ? t('retention.went', { ...latest, at: formatInstant(latest.at, language) }) : t('retention.nothing'),
        },
        // Last: on a phone the figures come first.
        {
          name: 'period',
          label: t('retention.period'),
          cell: ({ kind, period }) => <span className="retention-whole">{periodOf(t, kind, period)}</span>,
        },
      ]}
    />
  )
}

/** Who says so, once for each kind. */
function Sources({ of }: { of: Kept[] }) {
  const { t } = useI18n()
  const periods = new Map(of.flatMap(({ kind, period }) => (period ? [[kind, period] as const] : [])))
  return (
    <section className="stack retention-sources" aria-labelledby="retention-sources">
      <h3 id="retention-sources">{t('retention.columns.source')}</h3>
      {[...periods].map(([kind, period]) => (
        <p key={kind}>
          {periodOf(t, kind, period)} <span className="quiet">{period.source}</span>
        </p>
      ))}
    </section>
  )
}

const periodOf = (t: Translate, kind: string, period: Kept['period']): string =>
  [wordOf(t, 'retention.kinds', kind), ...(period ? [t('retention.years', { years: period.years })] : [])].join(' · ')
