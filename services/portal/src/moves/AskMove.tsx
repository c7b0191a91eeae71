import { moves, type AskMove as Wanted } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { DoorForm } from '../ui/form/DoorForm'
import { useToast } from '../ui/Toast'

interface Props {
  person: Omit<Wanted, 'reason'>
  done: () => void
}

/** 申请迁入: somebody lives here now and is registered elsewhere, nobody here is told where. The community that holds the entry decides. */
export function AskMove({ person, done }: Props) {
  const { t } = useI18n()
  const say = useToast()
  return (
    <DoorForm
      title="move.ask"
      heading="h2"
      lead="move.askHint"
      door={moves.ask}
      with={person}
      draft={false}
      fields={{ reason: 'move.reason' }}
      done={({ name = '' }) => {
        say(t('move.asked', { name }))
        done()
      }}
    />
  )
}
