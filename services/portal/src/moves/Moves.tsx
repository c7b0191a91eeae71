import { Link } from 'react-router'
import { moves } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'
import { DecideMove } from './DecideMove'
import { MoveCard } from './MoveCard'

const sides = ['held', 'asked'] as const

/** Who is asked to let somebody go, and what came of one's own requests. */
export default function Moves() {
  const { t } = useI18n()
  return (
    <>
      <Link to="/residents" className="back">
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
  const renew = useRenew()
  const query = usePages(moves.list, { side })
  return (
    <section aria-labelledby={`moves-${side}`}>
      <h3 id={`moves-${side}`} className="group-head">
        {t(`move.side.${side}`)}
      </h3>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t(`move.none.${side}`)} />
          ) : (
            <div className="cards">
              {found.map((move) => (
                <MoveCard key={move.id} move={move}>
                  {move.allowedActions.length > 0 && <DecideMove move={move} done={() => void renew(moves.list)} />}
                </MoveCard>
              ))}
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
