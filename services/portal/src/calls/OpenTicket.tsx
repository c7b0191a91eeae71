import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import type { TicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { ChangedMeanwhile } from '../tickets/ChangedMeanwhile'
import { Tell } from '../tickets/Tell'
import { TicketDetail } from '../tickets/TicketDetail'
import { useTicket } from '../tickets/useTicket'
import { Loaded } from '../ui/Loaded'
import { focusNextRow } from '../ui/list/useRowKeys'
import { TicketContext } from './TicketContext'
import { UnfinishedCalls } from './UnfinishedCalls'

export default function OpenTicket() {
  const { id = '' } = useParams()
  return <Opened key={id} id={id} />
}

function Opened({ id }: { id: string }) {
  const { t } = useI18n()
  const made: string | undefined = useLocation().state?.code
  const [seen, setSeen] = useState<number>()
  const query = useTicket(id)
  const done = (next: TicketView) => {
    setSeen(next.version)
    // Nothing more to do here: on to the next one.
    if (!next.allowedActions.some((action) => action !== 'reveal')) focusNextRow('.call-new')
  }
  return (
    <>
      <main className="column column-work" aria-label={t('operator.work')}>
        <Loaded query={query}>
          {(ticket) => (
            <TicketDetail ticket={ticket} onDone={done}>
              <Tell number={ticket.number} code={made ?? ticket.code} fresh={Boolean(made)} />
              <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
            </TicketDetail>
          )}
        </Loaded>
      </main>
      <aside className="column column-context" aria-label={t('operator.context')}>
        <UnfinishedCalls />
        {query.data && <TicketContext ticket={query.data} />}
      </aside>
    </>
  )
}
