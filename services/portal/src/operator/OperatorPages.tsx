import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Route, Routes, useMatch, useNavigate } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { Begin, Begun, useUnfinished } from '../ui/form/Begun'
import { tellOf } from '../ui/record/useRecordForm'
import { useKeys } from '../ui/useKeys'
import { CallBar } from './CallBar'
import { Columns } from './Columns'
import { callState } from './call'
import { NewCall } from './NewCall'
import { OpenTicket } from './OpenTicket'
import { Shortcuts } from './Shortcuts'
import { TicketList } from './TicketList'
import { Welcome } from './Welcome'
import './operator.css'

/** One screen: the call bar above, and list | work | context. */
export default function OperatorPages() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const open = useMatch('/operator/tickets/:id')?.params.id
  const [filter, setFilter] = useState('inbox')
  const [help, setHelp] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const [unfinished] = useUnfinished('call', tellOf)
  const begin = () => {
    callState.hangUp()
    void navigate('/operator/new')
  }
  useKeys({
    n: begin,
    '/': () => search.current?.focus(),
    'g i': () => {
      setFilter('inbox')
      void navigate('/operator')
      void queries.invalidateQueries({ queryKey: ['tickets'] }).then(() => focusOn('[data-row]', '.call-new'))
    },
    'g c': unfinished && (() => void navigate(`/operator/new/${unfinished.begun}`)),
    'g t': () => document.querySelector<HTMLElement>('[data-critical]')?.click(),
    '?': () => setHelp(true),
  })
  return (
    <div className="console">
      <CallBar filter={filter} onFilter={setFilter} onNew={begin} onHelp={() => setHelp(true)} />
      <Columns list={<TicketList filter={filter} onFilter={setFilter} open={open} search={search} />} listName={t('operator.list')}>
        <Routes>
          <Route index element={<Welcome onNew={begin} />} />
          <Route path="new" element={<Begin />} />
          <Route
            path="new/:begun"
            element={
              <Begun>
                <NewCall />
              </Begun>
            }
          />
          <Route path="tickets/:id" element={<OpenTicket key={open} />} />
        </Routes>
      </Columns>
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  )
}
