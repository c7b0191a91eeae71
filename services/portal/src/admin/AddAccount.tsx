import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { admin } from '../api/admin'
import { network } from '../api/network'
import type { Identity } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { AreaPicker } from '../ui/AreaPicker'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Failed } from '../ui/Loaded'
import { useToast } from '../ui/Toast'
import { useAccount } from '../ui/useSession'

type StaffRole = Identity['CreateAccount']['role']

const roles = ['operator', 'worker', 'coordinator', 'provider', 'admin'] as const

export function AddAccount() {
  const { t } = useI18n()
  const me = useAccount()
  const queries = useQueryClient()
  const say = useToast()
  const form = useForm({
    initial: { account: '', name: '', role: 'worker' as StaffRole, areaCode: [] as string[], unitId: '', password: '' },
    rules: { account: required, name: required, password: required },
    draft: 'account',
    unkept: ['password'],
  })
  const { values, set } = form
  const areaCode = values.areaCode.at(-1) ?? me.areaCode
  const units = useQuery({ queryKey: ['units', areaCode], queryFn: () => network.units(areaCode), enabled: values.role === 'worker' })
  const departments = units.data?.filter((unit) => unit.kind !== 'committee')
  const labels = {
    account: t('admin.account'),
    name: t('person.name'),
    role: t('admin.role'),
    areaCode: t('admin.area'),
    unitId: t('admin.unit'),
    password: t('admin.password'),
  }
  const submit = () =>
    form.submit(async ({ account, name, role, unitId, password }) => {
      await admin.addAccount({ account, name, role, areaCode, password, ...(unitId && { unitId }) })
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      say(t('admin.accountMade', { name }))
    })
  return (
    <form
      className="card stack"
      aria-label={t('admin.addAccount')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t('admin.addAccount')}</h3>
      <ErrorSummary form={form} labels={labels} />
      <Field form={form} name="account" label={labels.account}>
        {(field) => <Input {...field} autoComplete="off" value={values.account} onChange={(event) => set({ account: event.target.value })} />}
      </Field>
      <Field form={form} name="name" label={labels.name}>
        {(field) => <Input {...field} autoComplete="off" value={values.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <Field form={form} name="role" label={labels.role}>
        {(field) => (
          <Select
            {...field}
            value={values.role}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(role) => set({ role, unitId: '' })}
          />
        )}
      </Field>
      <AreaPicker
        id={form.id('areaCode')}
        legend={labels.areaCode}
        chain={values.areaCode}
        error={form.errors.areaCode}
        onChange={(chain) => set({ areaCode: chain, unitId: '' })}
      />
      {values.role === 'worker' && (
        <Field form={form} name="unitId" label={labels.unitId} optional={t('form.optional')} hint={t('admin.unitHint')}>
          {(field) => (
            <Select
              {...field}
              allowClear
              value={values.unitId || undefined}
              options={departments?.map((unit) => ({ value: unit.id, label: unit.name }))}
              notFoundContent={units.error ? <Failed query={units} /> : undefined}
              onChange={(unitId) => set({ unitId: unitId ?? '' })}
            />
          )}
        </Field>
      )}
      <Field form={form} name="password" label={labels.password} hint={t('admin.passwordHint')}>
        {(field) => (
          <Input
            {...field}
            type="password"
            autoComplete="new-password"
            value={values.password}
            onChange={(event) => set({ password: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={form.sending}>
        {t('admin.addAccount')}
      </Button>
    </form>
  )
}
