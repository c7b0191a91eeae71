import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { hotline } from '../api/hotline'
import type { Caller } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { RecordForm } from '../ui/record/RecordForm'
import { toTicket, useRecordForm } from '../ui/record/useRecordForm'
import { useKeys } from '../ui/useKeys'
import { useAccount } from '../ui/useSession'
import { CallerContext } from './CallerContext'
import { callState } from './call'
import { useCallers } from './useCallers'

/** A call: phone first, then who, then the five elements. */
export function NewCall() {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useRecordForm('call')
  const callers = useCallers(form.values['reporter.phone'])
  const people = callers.data?.people
  useEffect(() => {
    callState.begin()
  }, [])

  const choose = (person: Caller) => {
    const own = person.areaPath.findIndex((step) => step.code === account.areaCode)
    form.set({ 'reporter.name': person.name, residentId: person.residentId, areaCode: person.areaPath.slice(own + 1).map((step) => step.code) })
  }
  const only = people?.length === 1 ? people[0] : undefined
  const untouched = !form.values['reporter.name'] && form.values.areaCode.length === 0
  // Only when the one caller becomes known, never over what was typed.
  useEffect(() => {
    if (only && untouched) choose(only)
  }, [only])

  const send = () =>
    form.submit(async (values) => {
      const ticket = await hotline.record(toTicket(values, account.areaCode, 'phone'))
      queries.setQueryData(['ticket', ticket.id], ticket)
      void queries.invalidateQueries({ queryKey: ['tickets'] })
      void navigate(`/operator/tickets/${ticket.id}`, { state: { code: ticket.code } })
    })
  useKeys({ 'Ctrl+Enter': () => void send() })

  return (
    <>
      <main className="column column-work" aria-label={t('operator.work')}>
        <RecordForm
          by="caller"
          form={form}
          title={t('operator.newTitle')}
          send={send}
          cancel={() => {
            form.reset()
            void navigate('/operator')
          }}
        />
      </main>
      <aside className="column column-context" aria-label={t('operator.context')}>
        <CallerContext callers={callers} chosen={form.values.residentId} onChoose={choose} />
      </aside>
    </>
  )
}
