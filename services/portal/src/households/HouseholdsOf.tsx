import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { useState } from 'react'
import { type HouseholdView, households, type ResidentView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Loaded } from '../ui/Loaded'
import { useAccount } from '../ui/useSession'
import { ChangeHousehold } from './ChangeHousehold'
import { FoundHousehold } from './FoundHousehold'

/** The households that somebody is or was of, and what can be done with them. */
export function HouseholdsOf({ resident }: { resident: ResidentView }) {
  const { t } = useI18n()
  const account = useAccount()
  const [founding, setFounding] = useState(false)
  const found = useQuery({
    queryKey: [households.list.path, resident.id],
    queryFn: () => households.list({ residentId: resident.id }),
  })
  return (
    <section className="card stack" aria-labelledby="household-title">
      <h3 id="household-title">{t('household.title')}</h3>
      <Loaded query={found}>
        {({ items }) => (
          <>
            {items.map((household) => (
              <OneHousehold key={household.id} household={household} />
            ))}
            {!items.some(({ endedOn, members }) => !endedOn && isOf(members, resident.id)) && (
              <>
                <p className="quiet">{t('household.none')}</p>
                {may(account, 'households.keep') && !resident.left && !founding && (
                  <div className="buttons">
                    <Button onClick={() => setFounding(true)}>{t('household.found')}</Button>
                  </div>
                )}
                {founding && <FoundHousehold head={resident} close={() => setFounding(false)} />}
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function OneHousehold({ household }: { household: HouseholdView }) {
  const { t } = useI18n()
  const { members, endedOn, address, allowedActions } = household
  return (
    <div className="stack">
      {(address || endedOn) && (
        <p className="quiet">
          {address} {endedOn && <span className="badge">{t('household.ended', { day: endedOn })}</span>}
        </p>
      )}
      <ul className="members">
        {members.map(({ residentId, name, role, from, until, elsewhere }) => (
          <li key={`${residentId}.${role}.${from}`} className={until ? 'quiet' : undefined}>
            <strong>{name}</strong> {wordOf(t, 'household.roles', role)}{' '}
            <span className="quiet figures">{until ? `${from} – ${until}` : t('household.since', { day: from })}</span>{' '}
            {elsewhere && <span className="badge badge-near">{t('household.elsewhere')}</span>}
          </li>
        ))}
      </ul>
      {allowedActions.length > 0 && <ChangeHousehold household={household} />}
    </div>
  )
}

const isOf = (members: HouseholdView['members'], id: string) => members.some(({ residentId, until }) => residentId === id && !until)
