import { useQueryClient } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { Suspense, useRef, useState } from 'react'
import { Outlet, useMatch, useNavigate, useOutletContext } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { tellOf } from '../tickets/record/useRecordForm'
import { focusOn } from '../ui/focus'
import { useUnfinished } from '../ui/form/Begun'
import { useKeys } from '../ui/useKeys'
import { useAccount } from '../ui/useSession'
import { CallBar } from './CallBar'
import { Columns } from './Columns'
import { callState } from './call'
import { Shortcuts } from './Shortcuts'
import { TicketList } from './TicketList'
import './calls.css'

interface ConsoleContext {
  begin: () => void
}

/** Takes up a new call, from a page within the console. */
export const useBegin = () => useOutletContext<ConsoleContext>().begin

/** Whoever only dispatches, calls back or looks has the same screen, without a call. */
export const useTakesCalls = () => may(useAccount(), 'callers.identify')

/** One screen: the call bar above, and list | work | context. */
export default function Console() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const open = useMatch('/tickets/:id')?.params.id
  const [filter, setFilter] = useState('inbox')
  const [help, setHelp] = useState(false)
  const calls = useTakesCalls()
  const search = useRef<HTMLInputElement>(null)
  const [unfinished] = useUnfinished('call', tellOf)
  const begin = () => {
    callState.hangUp()
    void navigate('/calls/new')
  }
  useKeys({
    n: calls ? begin : undefined,
    '/': () => search.current?.focus(),
    'g i': () => {
      setFilter('inbox')
      void navigate('/tickets')
      void queries.invalidateQueries({ queryKey: ['tickets'] }).then(() => focusOn('[data-row]', '.call-new'))
    },
    'g c': unfinished && calls ? () => void navigate(`/calls/new/${unfinished.begun}`) : undefined,
    'g t': () => document.querySelector<HTMLElement>('[data-critical]')?.click(),
    '?': () => setHelp(true),
  })
  return (
    <div className="console">
      <CallBar filter={filter} onFilter={setFilter} onNew={begin} onHelp={() => setHelp(true)} />
      <Columns list={<TicketList filter={filter} onFilter={setFilter} open={open} search={search} />} listName={t('operator.list')}>
        <Suspense fallback={null}>
          <Outlet context={{ begin } satisfies ConsoleContext} />
        </Suspense>
      </Columns>
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  )
}
