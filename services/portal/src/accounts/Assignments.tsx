import { type AccountView, accounts } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { DoorForm } from '../ui/form/DoorForm'
import { formatDay, formatInstant } from '../ui/format'
import { RowActions } from '../ui/list/RowActions'
import { useAccount } from '../ui/useSession'
import { Post } from './Post'
import { postFields } from './postFields'

type Assignment = AccountView['assignments'][number]

/** What somebody does, and where; one more is given below. */
export function Assignments({ of: account }: { of: AccountView }) {
  const { t } = useI18n()
  const me = useAccount()
  return (
    <section className="card stack" aria-label={t('admin.assignmentsOf', { name: account.name })}>
      <h3>{t('admin.assignmentsOf', { name: account.name })}</h3>
      {account.assignments.map((one) => (
        <OneAssignment key={one.id} account={account} of={one} />
      ))}
      {account.assignments.some(({ unconfirmed }) => unconfirmed === 'alone') && <p className="quiet">{t('admin.oneWord')}</p>}
      {account.id === me.id ? (
        <p className="quiet">{t('admin.notYourOwn')}</p>
      ) : (
        <DoorForm plain title="admin.give" door={accounts.assign} given={{ id: account.id }} said="admin.given" fields={postFields} />
      )}
    </section>
  )
}

/** Whether it is in force, who gave it where that is to be confirmed, and what may be done. */
export function OneAssignment({ account, of: one }: { account: AccountView; of: Assignment }) {
  const { t, language } = useI18n()
  const given = { id: account.id, assignment: one.id }
  const actions = {
    confirm: { label: 'admin.confirm', act: () => accounts.confirm(given), said: 'admin.confirmed' },
    withdraw: { label: 'admin.withdraw', act: () => accounts.withdraw(given), said: 'admin.withdrawn' },
  } as const
  const offered = one.allowedActions.flatMap((name) => (name in actions ? [actions[name as keyof typeof actions]] : []))
  return (
    <div>
      <p>
        <strong>{wordOf(t, 'role', one.role)}</strong> <Post of={one} /> <Days of={one} />{' '}
        {one.unconfirmed && <span className="badge">{wordOf(t, 'admin.unconfirmed', one.unconfirmed)}</span>}
      </p>
      {one.givenBy && one.givenAt && <p className="quiet">{t('admin.givenBy', { name: one.givenBy, at: formatInstant(one.givenAt, language) })}</p>}
      <RowActions door={accounts.list} name={`${account.name} ${wordOf(t, 'role', one.role)}`} of={offered} />
    </div>
  )
}

/** From when to when, where it is not for good, and whether that is now. */
function Days({ of: { from, until, isOn, unconfirmed } }: { of: Assignment }) {
  const { t, language } = useI18n()
  if (!from && !until) return null
  const day = (one: string | undefined) => (one ? formatDay(one, language) : '')
  const days = t(from && until ? 'admin.fromUntil' : from ? 'admin.since' : 'admin.upTo', { from: day(from), until: day(until) })
  return (
    <span className="quiet">
      {days}
      {!isOn && unconfirmed !== 'waiting' && t('admin.notOn')}
    </span>
  )
}
