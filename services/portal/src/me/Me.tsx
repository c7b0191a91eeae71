import { useQuery } from '@tanstack/react-query'
import { me } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { Loaded } from '../ui/Loaded'
import { useAccount } from '../ui/useSession'
import { OwnPassword } from './OwnPassword'
import { SecondFactor } from './SecondFactor'
import './me.css'

/** How one signs in oneself. Whoever has to put it right first sees what, and nothing else. */
export default function Me() {
  const { t } = useI18n()
  const account = useAccount()
  const own = useQuery({ queryKey: [me.get.path], queryFn: () => me.get({}), enabled: account.must !== 'own-password' })
  if (account.must === 'own-password')
    return (
      <div className="me">
        <h2>{t('me.title')}</h2>
        <OwnPassword lead="me.mustSetPassword" />
      </div>
    )
  return (
    <div className="me">
      <h2>{t('me.title')}</h2>
      <dl className="facts">
        <dt>{t('admin.account')}</dt>
        <dd>{account.account}</dd>
        <dt>{t('admin.role')}</dt>
        <dd>{wordOf(t, 'role', account.role)}</dd>
      </dl>
      <Loaded query={own}>{(found) => <SecondFactor of={found} />}</Loaded>
      {account.must === undefined && <OwnPassword lead="me.passwordLead" />}
    </div>
  )
}
