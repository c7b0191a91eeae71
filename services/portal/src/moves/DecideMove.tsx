import { type MoveView, moves, residents } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Decide } from '../ui/form/Decide'
import { Reveal } from '../ui/Reveal'

interface Props {
  move: MoveView
  done: () => void
}

/** The entry goes, or stays with a reason that the other community reads. */
export function DecideMove({ move, done }: Props) {
  const { t } = useI18n()
  const { resident } = move
  const seen = { id: move.id, version: move.version }
  return (
    <div className="buttons">
      {resident?.allowedActions.includes('reveal') && <Reveal ask={(why) => residents.reveal({ id: resident.id, body: why })} />}
      <Decide
        agree={{ label: 'move.accept', hint: 'move.acceptHint', said: 'move.accepted', act: () => moves.accept(seen) }}
        refuse={{
          label: 'move.refuse',
          hint: 'move.refuseHint',
          said: 'move.refused',
          why: 'move.why',
          act: (reason) => moves.refuse({ ...seen, body: { reason } }),
        }}
        labels={{ areaCode: t('move.to') }}
        done={done}
      />
    </div>
  )
}
