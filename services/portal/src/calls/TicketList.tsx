import { Button, Input, type InputRef, Select } from 'antd'
import { type RefObject, useImperativeHandle, useRef, useState } from 'react'
import { useI18n } from '../i18n/I18n'
import type { Queue } from '../tickets/queue'
import { TicketRow } from '../tickets/TicketRow'
import { useQueue } from '../tickets/useQueue'
import { useTicketNews } from '../tickets/useTicketNews'
import { Empty } from '../ui/Empty'
import { focusOn } from '../ui/focus'
import { Key } from '../ui/Key'
import { Loaded } from '../ui/Loaded'
import { useRowKeys } from '../ui/list/useRowKeys'
import { useSettled } from '../ui/useSettled'
import { queueOf, queues } from './queues'

interface Props {
  filter: string
  onFilter: (name: string) => void
  open: string | undefined
  search: RefObject<HTMLInputElement | null>
}

export function TicketList({ filter, onFilter, open, search }: Props) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const [composing, setComposing] = useState(false)
  const wanted = useSettled(composing ? undefined : text.trim()) ?? ''
  const { states, newest } = queueOf(filter)
  const queue: Queue = wanted ? { states: [], q: wanted } : { states, newest }
  const query = useQueue(queue)
  const news = useTicketNews(queue, query)
  const input = useRef<InputRef>(null)
  useImperativeHandle(search, () => input.current?.input as HTMLInputElement)
  const list = useRef<HTMLUListElement>(null)
  useRowKeys(list)

  return (
    <>
      <div className="list-head">
        <Input
          ref={input}
          type="search"
          value={text}
          allowClear
          aria-label={t('operator.search')}
          placeholder={t('operator.searchShort')}
          suffix={<Key>/</Key>}
          onChange={(event) => setText(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
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
          <Button block size="small" onClick={() => void news.letIn().then(() => focusOn('[data-row]'))}>
            {t('operator.news', { count: news.count })}
          </Button>
        )}
      </div>
      {wanted && <p className="list-hint quiet">{t('operator.searched')}</p>}
      <Loaded query={{ ...query, data: query.items }}>
        {(tickets) =>
          tickets.length === 0 ? (
            <Empty title={t(wanted ? 'list.nothingFound' : 'operator.empty')}>{wanted ? null : t('operator.emptyHint')}</Empty>
          ) : (
            <ul className="rows" ref={list}>
              {tickets.map((ticket) => (
                <TicketRow key={ticket.id} ticket={ticket} to={`/tickets/${ticket.id}`} current={ticket.id === open} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  )
}
