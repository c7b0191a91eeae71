import { type ClientView, clients } from '../api/generated/identity'
import { DoorForm } from '../ui/form/DoorForm'
import { clientFields, clientLimits } from './clientFields'

export function AddClient({ done }: { done: (made: ClientView) => void }) {
  return (
    <DoorForm
      title="client.add"
      lead="client.addHint"
      door={clients.register}
      initial={{ perMinute: 60 }}
      done={done}
      fields={{ ...clientFields, areaCode: 'admin.area', ...clientLimits }}
    />
  )
}
