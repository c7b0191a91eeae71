import { requests } from '../api/generated/home-care'
import { DeadlineTag } from '../ui/DeadlineTag'
import { ListPage } from '../ui/list/ListPage'
import { TicketState } from '../ui/TicketState'
import { RequestPanel } from './RequestPanel'
import './requests.css'

export default function Requests() {
  return (
    <ListPage
      title="request.list"
      door={requests.list}
      filters={{ state: 'request.filter' }}
      first={{ state: 'requested', sort: 'dueAt' }}
      every={30_000}
      none="request.none"
      noneHint="request.noneHint"
      nameOf={({ person, need }) => `${person.name ?? ''} ${need}`}
      choose={({ state }) => state === 'requested'}
      columns={[
        { name: 'need', label: 'request.need', opens: true },
        { name: 'person', label: 'request.person', cell: ({ person }) => person.name },
        { name: 'areaPath', label: 'request.area', as: 'areaPath' },
        { name: 'state', label: 'request.status', cell: ({ state }) => <TicketState state={state} of="request" /> },
        { name: 'dueAt', label: 'request.due', sort: 'dueAt', cell: (request) => (isOpen(request) ? <DeadlineTag of={request} /> : null) },
        { name: 'provider', label: 'request.provider', when: isAssigned, cell: ({ provider }) => provider?.name },
        { name: 'plannedAt', label: 'request.plannedAt', when: isAssigned, as: 'time' },
        { name: 'createdAt', label: 'request.created', sort: '-createdAt', as: 'time' },
      ]}
      panel={(chosen, done) => <RequestPanel requests={chosen} onDone={done} />}
    />
  )
}

const isOpen = ({ state }: { state: string }) => state === 'requested' || state === 'assigned'

/** Where none of what is shown is assigned yet, nobody asks to whom. */
const isAssigned = ({ state }: Record<string, unknown>) => state !== 'requested'
