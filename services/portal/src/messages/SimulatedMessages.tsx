import { messages } from '../api/generated/identity'
import { ListPage } from '../ui/list/ListPage'

/** What telephones would have been sent, where nothing is: for trying out. */
export default function SimulatedMessages() {
  return (
    <ListPage
      title="message.list"
      door={messages.list}
      none="message.none"
      noneHint="message.noneHint"
      columns={[
        { name: 'createdAt', label: 'message.at', as: 'time' },
        { name: 'to', label: 'message.to', as: 'figures' },
        { name: 'text', label: 'message.text' },
        { name: 'state', label: 'message.state', words: 'message.states' },
      ]}
    />
  )
}
