import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { homeCare } from '../api/home-care'
import { useI18n } from '../i18n/I18n'
import { AreaName } from '../ui/AreaName'
import { AreaPicker } from '../ui/AreaPicker'
import { DataTable } from '../ui/DataTable'
import { Empty } from '../ui/Empty'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { phone, required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Loaded } from '../ui/Loaded'
import { MaskedPhone } from '../ui/MaskedPhone'
import { useToast } from '../ui/Toast'
import { usePages } from '../ui/usePages'
import { useAccount } from '../ui/useSession'

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
                  { name: 'account', label: t('provider.account'), cell: (provider) => provider.account },
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

function AddProvider() {
  const { t } = useI18n()
  const account = useAccount()
  const queries = useQueryClient()
  const say = useToast()
  const form = useForm({
    initial: { name: '', phone: '', account: '', areaCode: [] as string[] },
    rules: { name: required, phone, account: required },
    draft: 'provider',
  })
  const { values, set } = form
  const labels = { name: t('person.name'), phone: t('person.phone'), account: t('provider.account'), areaCode: t('provider.area') }
  const submit = () =>
    form.submit(async ({ areaCode, ...provider }) => {
      await homeCare.addProvider({ ...provider, areaCode: areaCode.at(-1) ?? account.areaCode })
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
      {(['name', 'phone', 'account'] as const).map((name) => (
        <Field key={name} form={form} name={name} label={labels[name]} hint={name === 'account' ? t('provider.accountHint') : undefined}>
          {(field) => <Input {...field} autoComplete="off" value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />}
        </Field>
      ))}
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
