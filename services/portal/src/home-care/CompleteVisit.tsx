import { type VisitView, visits } from '../api/generated/home-care'
import { DoorForm } from '../ui/form/DoorForm'

export interface VisitFormProps {
  visit: VisitView
  done: () => void
  cancel: () => void
}

export default function CompleteVisit({ visit: { id }, done, cancel }: VisitFormProps) {
  const fields = { report: { label: 'visit.report', hint: 'visit.reportHint', focus: true } } as const
  return <DoorForm plain thumb title="visit.complete" door={visits.complete} given={{ id }} fields={fields} done={done} cancel={cancel} />
}
