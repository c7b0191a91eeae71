import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { type CallerView, tickets } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { afterNumber, chosenBy, type Known } from '../tickets/record/known'
import { RecordForm } from '../tickets/record/RecordForm'
import { toTicket, useRecordForm } from '../tickets/record/useRecordForm'
import { Begun, useDraftName } from '../ui/form/Begun'
import { useKeys } from '../ui/useKeys'
import { useAccount } from '../ui/useSession'
import { CallerContext } from './CallerContext'
import { callState } from './call'
import { UnfinishedCalls } from './UnfinishedCalls'
import { useCallers } from './useCallers'

/** A call: phone first, then who, then the five elements. */
export default function NewCallPage() {
  return (
    <Begun>
      <NewCall />
    </Begun>
  )
}

function NewCall() {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const draft = useDraftName('call')
  const form = useRecordForm(draft)
  const { values, set } = form
  const { phone, callers } = useCallers(values['reporter.phone'], draft.replace('.', '-'))
  useEffect(callState.begin, [])

  const asKnown = ({ residentId, name, areaPath }: CallerView): Known => {
    const own = areaPath.findIndex((step) => step.code === account.areaCode)
    return { phone, residentId, name, areaCode: areaPath.slice(own + 1).map((step) => step.code) }
  }
  const people = callers.data?.people
  // Only when the number or the answer to it is another: in between the form is the operator's own.
  useEffect(() => {
    const changes = afterNumber(values, phone, people?.map(asKnown))
    if (changes) set(changes)
  }, [phone, people])

  const send = () =>
    form.submit(async (values) => {
      const ticket = await tickets.record({ body: toTicket(values, account.areaCode, 'phone') })
      queries.setQueryData(['ticket', ticket.id], ticket)
      void queries.invalidateQueries({ queryKey: ['tickets'] })
      void navigate(`/tickets/${ticket.id}`, { state: { code: ticket.code } })
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
            void navigate('/tickets')
          }}
        />
      </main>
      <aside className="column column-context" aria-label={t('operator.context')}>
        <UnfinishedCalls />
        <CallerContext callers={callers} chosen={values.residentId} onChoose={(person) => set(chosenBy(values, asKnown(person)))} />
      </aside>
    </>
  )
}
