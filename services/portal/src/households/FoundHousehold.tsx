import { households, type ResidentView } from '../api/generated/information-network'
import { DoorForm } from '../ui/form/DoorForm'

/** With one person, who is its head; others join it then. */
export function FoundHousehold({ head: { id: residentId, areaCode }, close }: { head: ResidentView; close: () => void }) {
  return (
    <DoorForm
      plain
      title="household.found"
      lead="household.foundHint"
      door={households.found}
      draft={false}
      with={{ areaCode, people: [{ residentId, role: 'head' }] }}
      fields={{ on: { label: 'household.on', focus: true }, number: 'household.number' }}
      said="household.founded"
      done={close}
      cancel={close}
    />
  )
}
