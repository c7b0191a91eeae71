import { useState } from 'react'
import type { CareRequest } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { AreaPath } from '../ui/AreaPath'
import { type Column, DataTable } from '../ui/DataTable'
import { DeadlineTag } from '../ui/DeadlineTag'
import { Empty } from '../ui/Empty'
import { focusOn } from '../ui/focus'
import { formatInstant } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { TicketState } from '../ui/TicketState'
import { RequestPanel } from './RequestPanel'
import { useRequests } from './useRequests'

const states = ['requested', 'assigned', 'done', 'not-done'] as const
type Sort = 'dueAt' | '-createdAt'

export function Requests() {
  const { t, language } = useI18n()
  const [state, setState] = useState<CareRequest['state'] | undefined>('requested')
  const [sort, setSort] = useState<Sort>('dueAt')
  const [openId, setOpenId] = useState<string>()
  const [ticked, setTicked] = useState<string[]>([])
  const query = useRequests({ state, sort })
  const items = query.data ?? []
  const chosen = items.filter((request) => ticked.includes(request.id) && request.state === 'requested')
  const open = items.find((request) => request.id === openId)
  const waiting = items.filter((request) => request.state === 'requested')

  const done = () => {
    setTicked([])
    focusOn('.table .linkish')
  }
  const tick = (id: string, on: boolean) => setTicked(on ? [...ticked, id] : ticked.filter((one) => one !== id))
  const assignment: Column<CareRequest>[] = [
    { name: 'provider', label: t('request.provider'), cell: (request) => request.provider?.name },
    {
      name: 'planned',
      label: t('request.plannedAt'),
      cell: (request) => request.plannedAt && <span className="figures">{formatInstant(request.plannedAt, language)}</span>,
    },
  ]
  const columns: Column<CareRequest>[] = [
    {
      name: 'choose',
      label: (
        <input
          type="checkbox"
          aria-label={t('request.chooseAll')}
          disabled={waiting.length === 0}
          checked={waiting.length > 0 && chosen.length === waiting.length}
          onChange={(event) => setTicked(event.target.checked ? waiting.map((request) => request.id) : [])}
        />
      ),
      cell: (request) =>
        request.state === 'requested' && (
          <input
            type="checkbox"
            aria-label={t('request.choose', { need: `${request.person.name ?? ''} ${request.need}` })}
            checked={ticked.includes(request.id)}
            onChange={(event) => tick(request.id, event.target.checked)}
          />
        ),
    },
    {
      name: 'need',
      label: t('request.need'),
      cell: (request) => (
        <button type="button" className="linkish" aria-pressed={request.id === openId} onClick={() => setOpenId(request.id)}>
          {request.need}
        </button>
      ),
    },
    { name: 'person', label: t('request.person'), cell: (request) => request.person.name },
    { name: 'area', label: t('request.area'), cell: (request) => <AreaPath path={request.areaPath} short /> },
    { name: 'status', label: t('request.status'), cell: (request) => <TicketState state={request.state} of="request" /> },
    {
      name: 'due',
      label: t('request.due'),
      sorted: sort === 'dueAt',
      onSort: () => setSort('dueAt'),
      cell: (request) => (request.state === 'requested' || request.state === 'assigned' ? <DeadlineTag of={request} /> : null),
    },
    ...(state === 'requested' ? [] : assignment),
    {
      name: 'created',
      label: t('request.created'),
      sorted: sort === '-createdAt',
      onSort: () => setSort('-createdAt'),
      cell: (request) => <span className="figures">{formatInstant(request.createdAt, language)}</span>,
    },
  ]

  return (
    <>
      <div className="page-head">
        <h2>{t('request.list')}</h2>
        <fieldset className="filters" aria-label={t('request.filter')}>
          {[...states, undefined].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={state === one} onClick={() => setState(one)}>
              {one ? t(`request.state.${one}`) : t('request.all')}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="split split-wide">
        <Loaded query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('request.none')}>{t('request.noneHint')}</Empty>
            ) : (
              <DataTable label={t('request.list')} rows={rows} columns={columns} rowKey={(request) => request.id} current={openId} />
            )
          }
        </Loaded>
        <RequestPanel requests={chosen.length > 0 ? chosen : open ? [open] : []} onDone={done} />
      </div>
    </>
  )
}
