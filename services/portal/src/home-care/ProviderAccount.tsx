import { useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { everything } from '../api/door'
import { providers } from '../api/generated/home-care'
import { useI18n } from '../i18n/I18n'
import { Failed } from '../ui/Loaded'

/** An account that an admin made for a provider and that no provider has yet. Fetched when it is opened: it may have been made just now. */
export function ProviderAccount({
  value,
  onChange,
  ...field
}: Omit<SelectProps, 'value' | 'onChange'> & { value: string; onChange: (id: string) => void }) {
  const { t } = useI18n()
  const accounts = useQuery({ queryKey: [providers.accounts.path], queryFn: () => everything(providers.accounts, {}) })
  const free = accounts.data?.filter(({ disabled, providerId }) => !disabled && !providerId) ?? []
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('provider.chooseAccount')}
      notFoundContent={accounts.error ? <Failed query={accounts} /> : accounts.isPending ? t('app.loading') : t('provider.noAccount')}
      value={value || undefined}
      options={free.map(({ id, account, name }) => ({ value: id, label: `${name} ${account}` }))}
      onOpenChange={(open) => open && void accounts.refetch()}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}
