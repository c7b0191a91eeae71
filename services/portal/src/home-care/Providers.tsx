import { type ProviderView, providers } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import { DoorForm } from '../ui/form/DoorForm'
import { ListPage } from '../ui/list/ListPage'
import { useRenew } from '../ui/list/usePages'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { ProviderAccount } from './ProviderAccount'

export default function Providers() {
  return (
    <ListPage
      title="provider.list"
      door={providers.list}
      none="provider.none"
      noneHint="provider.noneHint"
      columns={[
        { name: 'name', label: 'person.name', as: 'strong' },
        { name: 'phone', label: 'person.phone', as: 'figures' },
        { name: 'account', label: 'provider.account', cell: (provider) => <Account of={provider} /> },
        { name: 'areaCode', label: 'provider.area', as: 'area' },
      ]}
      aside={<AddProvider />}
    />
  )
}

function AddProvider() {
  return (
    <DoorForm
      title="provider.add"
      door={providers.create}
      said="provider.added"
      fields={{
        name: 'person.name',
        phone: 'person.phone',
        accountId: { label: 'provider.account', hint: 'provider.accountHint', input: (field) => <ProviderAccount {...field} /> },
        areaCode: 'provider.area',
      }}
    />
  )
}

/** The login that sees this provider's visits; where there is none that works, one can be chosen. */
function Account({ of: { id, name, account, accountId, accountDisabled } }: { of: ProviderView }) {
  const { t, language } = useI18n()
  const renew = useRenew()
  const say = useToast()
  if (accountId && !accountDisabled) return account
  const tie = async (chosen: string) => {
    if (!chosen) return
    try {
      await providers.change({ id, body: { accountId: chosen } })
      await renew(providers.change)
      say(t('provider.tied', { name }))
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  return (
    <span className="stack">
      {account && <span className="quiet">{t(accountDisabled ? 'provider.accountDisabled' : 'provider.accountUnknown', { account })}</span>}
      <ProviderAccount aria-label={t('provider.chooseFor', { name })} value="" onChange={(chosen) => void tie(chosen)} />
    </span>
  )
}
