import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { homeCare } from '../api/home-care'
import type { Provider } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { AreaName } from '../ui/AreaName'
import { AreaPicker } from '../ui/AreaPicker'
import { DataTable } from '../ui/DataTable'
import { Empty } from '../ui/Empty'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { phone } from '../ui/form/personRules'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Loaded } from '../ui/Loaded'
import { MaskedPhone } from '../ui/MaskedPhone'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'
import { usePages } from '../ui/usePages'
import { useAccount } from '../ui/useSession'
import { ProviderAccount } from './ProviderAccount'

export function Providers() {
  const { t } = useI18n()
  const query = usePages(['providers', 'pages'], homeCare.providers)
  return (
    <>
      <div className="page-head">
        <h2>{t('provider.list')}</h2>
      </div>
      <div className="split">
        <Loaded query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('provider.none')}>{t('provider.noneHint')}</Empty>
            ) : (
              <DataTable
                label={t('provider.list')}
                rows={rows}
                rowKey={(provider) => provider.id}
                columns={[
                  { name: 'name', label: t('person.name'), cell: (provider) => <strong>{provider.name}</strong> },
                  { name: 'phone', label: t('person.phone'), cell: (provider) => <MaskedPhone phone={provider.phone} /> },
                  { name: 'account', label: t('provider.account'), cell: (provider) => <Account of={provider} /> },
                  { name: 'area', label: t('provider.area'), cell: (provider) => <AreaName code={provider.areaCode} /> },
                ]}
              />
            )
          }
        </Loaded>
        <AddProvider />
      </div>
    </>
  )
}

/** The login that sees this provider's visits; where there is none that works, one can be chosen. */
function Account({ of: { id, name, account, accountId, accountDisabled } }: { of: Provider }) {
  const { t, language } = useI18n()
  const queries = useQueryClient()
  const say = useToast()
  if (accountId && !accountDisabled) return account
  const tie = async (chosen: string) => {
    if (!chosen) return
    try {
      await homeCare.changeProvider(id, { accountId: chosen })
      await queries.invalidateQueries({ queryKey: ['providers'] })
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

function AddProvider() {
  const { t } = useI18n()
  const account = useAccount()
  const queries = useQueryClient()
  const say = useToast()
  const form = useForm({
    initial: { name: '', phone: '', accountId: '', areaCode: [] as string[] },
    rules: { name: required, phone },
    draft: 'provider',
  })
  const { values, set } = form
  const labels = { name: t('person.name'), phone: t('person.phone'), accountId: t('provider.account'), areaCode: t('provider.area') }
  const submit = () =>
    form.submit(async ({ areaCode, accountId, ...provider }) => {
      await homeCare.addProvider({ ...provider, ...(accountId && { accountId }), areaCode: areaCode.at(-1) ?? account.areaCode })
      await queries.invalidateQueries({ queryKey: ['providers'] })
      say(t('provider.added', { name: provider.name }))
    })
  return (
    <form
      className="card stack"
      aria-label={t('provider.add')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t('provider.add')}</h3>
      <ErrorSummary form={form} labels={labels} />
      {(['name', 'phone'] as const).map((name) => (
        <Field key={name} form={form} name={name} label={labels[name]}>
          {(field) => <Input {...field} autoComplete="off" value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />}
        </Field>
      ))}
      <Field form={form} name="accountId" label={labels.accountId} optional={t('form.optional')} hint={t('provider.accountHint')}>
        {(field) => <ProviderAccount {...field} value={values.accountId} onChange={(accountId) => set({ accountId })} />}
      </Field>
      <AreaPicker
        id={form.id('areaCode')}
        legend={labels.areaCode}
        chain={values.areaCode}
        error={form.errors.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <Button type="primary" htmlType="submit" loading={form.sending}>
        {t('provider.add')}
      </Button>
    </form>
  )
}
