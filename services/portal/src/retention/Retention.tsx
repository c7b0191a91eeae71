import { may } from '@yiwang/auth/capabilities'
import { Link } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
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
      <Loaded query={all}>{(found) => (found.length === 0 ? <Empty title={t('retention.none')} /> : <Table of={found} />)}</Loaded>
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
                  <p key={on} className="figures">
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
        // Last, since it is long: on a phone the figures come first.
        { name: 'period', label: t('retention.period'), cell: (kept) => <Period of={kept} /> },
      ]}
    />
  )
}

function Period({ of: { kind, period } }: { of: Kept }) {
  const { t } = useI18n()
  return (
    <div className="retention-period">
      {wordOf(t, 'retention.kinds', kind)}
      {period && ` · ${t('retention.years', { years: period.years })}`}
      {period && <p className="quiet">{period.source}</p>}
    </div>
  )
}
