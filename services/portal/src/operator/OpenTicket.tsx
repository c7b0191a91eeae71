import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import type { Ticket } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { Loaded } from '../ui/Loaded'
import { ChangedMeanwhile } from '../ui/ticket/ChangedMeanwhile'
import { Tell } from '../ui/ticket/Tell'
import { TicketView } from '../ui/ticket/TicketView'
import { useTicket } from '../ui/ticket/useTicket'
import { focusNextRow } from '../ui/useRowKeys'
import { TicketContext } from './TicketContext'
import { UnfinishedCalls } from './UnfinishedCalls'

export function OpenTicket() {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const made: string | undefined = useLocation().state?.code
  const [seen, setSeen] = useState<number>()
  const query = useTicket(id)
  const done = (next: Ticket) => {
    setSeen(next.version)
    // Nothing more to do here: on to the next one.
    if (!next.allowedActions.some((action) => action !== 'reveal')) focusNextRow('.call-new')
  }
  return (
    <>
      <main className="column column-work" aria-label={t('operator.work')}>
        <Loaded query={query}>
          {(ticket) => (
            <TicketView ticket={ticket} onDone={done}>
              <Tell number={ticket.number} code={made ?? ticket.code} fresh={Boolean(made)} />
              <ChangedMeanwhile ticket={ticket} seen={seen} onSeen={setSeen} />
            </TicketView>
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
