import { type AreaHistoryView, areaChanges } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { formatInstant } from '../ui/format'
import { ListPage } from '../ui/list/ListPage'
import { RowActions } from '../ui/list/RowActions'
import { AreaName } from './AreaName'
import { ChangeArea } from './ChangeArea'
import { RedrawProgress } from './RedrawProgress'

type Change = AreaHistoryView['changes'][number]

/** What the city decided of its areas, how it was before, and how far documents have followed. */
export default function AreaChanges() {
  return (
    <>
      <ListPage
        title="areaChange.list"
        door={areaChanges.list}
        none="areaChange.none"
        noneHint="areaChange.noneHint"
        card={(history) => <History of={history} />}
        aside={<ChangeArea />}
      />
      <RedrawProgress />
    </>
  )
}

function History({ of: { id: code, changes } }: { of: AreaHistoryView }) {
  return (
    <article className="card stack">
      <h3>
        <AreaName code={code} /> <span className="quiet figures">{code}</span>
      </h3>
      {[...changes].reverse().map((change) => (
        <OneChange key={change.id} code={code} change={change} />
      ))}
    </article>
  )
}

function OneChange({ code, change }: { code: string; change: Change }) {
  const { t, language } = useI18n()
  const { id, state, from, askedBy, askedAt, refusal, formerName } = change
  return (
    <div>
      <p>
        <What of={change} /> <span className="badge">{wordOf(t, 'areaChange.state', state)}</span>
      </p>
      <p className="quiet">
        {t('areaChange.since', { day: from })} · {t('areaChange.by', { name: askedBy.name, at: formatInstant(askedAt, language) })}
      </p>
      {refusal && <p className="words">{t('areaChange.refusal', { why: wordOf(t, 'areaChange.why', refusal) })}</p>}
      {state === 'planned' && (
        <RowActions
          door={areaChanges.list}
          name={formerName}
          of={[{ label: 'areaChange.withdraw', act: () => areaChanges.withdraw({ code, id }), said: 'areaChange.withdrawn' }]}
        />
      )}
    </div>
  )
}

/** With what was so before, in words. */
function What({ of: { kind, name, formerName, parent, formerParent, successor } }: { of: Change }) {
  const { t } = useI18n()
  if (kind === 'rename')
    return (
      <>
        <s>{formerName}</s> → <strong>{name}</strong>
      </>
    )
  if (kind === 'move')
    return (
      <>
        {t('areaChange.lies')} <s>{formerParent && <AreaName code={formerParent} />}</s> → <strong>{parent && <AreaName code={parent} />}</strong>
      </>
    )
  return (
    <>
      <s>{formerName}</s> {t('areaChange.ended')}
      {successor && (
        <>
          {' '}
          → <AreaName code={successor} />
        </>
      )}
    </>
  )
}
