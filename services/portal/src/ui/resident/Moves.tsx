import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { network } from '../../api/network'
import { useI18n } from '../../i18n/I18n'
import { Empty } from '../Empty'
import { Loaded } from '../Loaded'
import { usePages } from '../usePages'
import { DecideMove } from './DecideMove'
import { MoveCard } from './MoveCard'

const sides = ['held', 'asked'] as const

/** Who is asked to let somebody go, and what came of one's own requests. */
export function Moves({ back }: { back: string }) {
  const { t } = useI18n()
  return (
    <>
      <Link to={back} className="back">
        <span aria-hidden="true">‹</span>
        {t('resident.back')}
      </Link>
      <h2>{t('move.list')}</h2>
      {sides.map((side) => (
        <Side key={side} side={side} />
      ))}
    </>
  )
}

function Side({ side }: { side: (typeof sides)[number] }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const query = usePages(['moves', side], (cursor) => network.moves(side, cursor))
  return (
    <section aria-labelledby={`moves-${side}`}>
      <h3 id={`moves-${side}`} className="group-head">
        {t(`move.side.${side}`)}
      </h3>
      <Loaded query={query}>
        {(moves) =>
          moves.length === 0 ? (
            <Empty title={t(`move.none.${side}`)} />
          ) : (
            <div className="cards">
              {moves.map((move) => (
                <MoveCard key={move.id} move={move}>
                  {move.allowedActions.length > 0 && <DecideMove move={move} done={() => void queries.invalidateQueries({ queryKey: ['moves'] })} />}
                </MoveCard>
              ))}
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
