import { Button, Input, type InputRef, Select } from 'antd'
import { type RefObject, useDeferredValue, useImperativeHandle, useRef, useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Key } from '../ui/Key'
import { Loaded } from '../ui/Loaded'
import { TicketRow } from '../ui/ticket/TicketRow'
import { useQueue } from '../ui/ticket/useQueue'
import { useTicketNews } from '../ui/ticket/useTicketNews'
import { useKeys } from '../ui/useKeys'
import { queueOf, queues } from './queues'

interface Props {
  filter: string
  onFilter: (name: string) => void
  open: string | undefined
  search: RefObject<HTMLInputElement | null>
}

const wholePhone = /^(1\d{10}|0\d{9,11})$/

export function TicketList({ filter, onFilter, open, search }: Props) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const queue = wholePhone.test(wanted) ? { states: [], phone: wanted } : { states: queueOf(filter).states }
  const query = useQueue(queue)
  const news = useTicketNews(queue, query.items)
  const input = useRef<InputRef>(null)
  useImperativeHandle(search, () => input.current?.input as HTMLInputElement)
  const list = useRef<HTMLUListElement>(null)
  const move = (step: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement || (document.activeElement === document.body && row.ariaCurrent))
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus()
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
  const rows = query.items?.filter((ticket) => queue.phone || !wanted || ticket.number.includes(wanted) || ticket.description.includes(wanted))

  return (
    <>
      <div className="list-head">
        <Input
          ref={input}
          type="search"
          value={text}
          allowClear
          aria-label={t('operator.search')}
          placeholder={t('operator.search')}
          suffix={<Key>/</Key>}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
        />
        <Select
          aria-label={t('operator.queue.label')}
          value={filter}
          onChange={onFilter}
          options={queues.map((one) => ({ value: one.name, label: t(one.label) }))}
        />
      </div>
      <div className="news" aria-live="polite">
        {news.count > 0 && (
          <Button block size="small" onClick={() => void news.letIn()}>
            {t('operator.news', { count: news.count })}
          </Button>
        )}
      </div>
      <Loaded query={{ ...query, data: rows }}>
        {(tickets) =>
          tickets.length === 0 ? (
            <Empty title={t(wanted ? 'operator.nothingFound' : 'operator.empty')}>{wanted ? null : t('operator.emptyHint')}</Empty>
          ) : (
            <ul className="rows" ref={list}>
              {tickets.map((ticket) => (
                <TicketRow key={ticket.id} ticket={ticket} to={`/operator/tickets/${ticket.id}`} current={ticket.id === open} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button type="text" block loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('app.more')}
        </Button>
      )}
    </>
  )
}
