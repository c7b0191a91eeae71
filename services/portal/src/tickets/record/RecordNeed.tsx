import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { tickets } from '../../api/generated/hotline'
import { useI18n } from '../../i18n/I18n'
import { Begun, useDraftName } from '../../ui/form/Begun'
import { Unfinished } from '../../ui/form/Unfinished'
import { useToast } from '../../ui/Toast'
import { useKeys } from '../../ui/useKeys'
import { useAccount } from '../../ui/useSession'
import { RecordForm } from './RecordForm'
import { tellOf, toTicket, useRecordForm } from './useRecordForm'

/** What a resident brings to the community's own window or phone. */
export default function RecordNeedPage() {
  return (
    <Begun>
      <RecordNeed />
    </Begun>
  )
}

function RecordNeed() {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const say = useToast()
  const form = useRecordForm(useDraftName('need'), true)
  const send = () =>
    form.submit(async (values) => {
      const ticket = await tickets.record({ body: toTicket(values, account.areaCode, 'window') })
      queries.setQueryData(['ticket', ticket.id], ticket)
      void queries.invalidateQueries({ queryKey: ['tickets'] })
      say(t('worker.recorded', { number: ticket.number }))
      void navigate(`/tickets/${ticket.id}`, { state: { code: ticket.code } })
    })
  useKeys({ 'Ctrl+Enter': () => void send() })
  return (
    <>
      <Unfinished kind="need" title={t('worker.unfinished')} at="/record" tell={tellOf} />
      <RecordForm
        by="visitor"
        form={form}
        title={t('worker.recordTitle')}
        send={send}
        cancel={() => {
          form.reset()
          void navigate('/')
        }}
      />
    </>
  )
}
