import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { admin } from '../api/admin'
import type { Terminal } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { AreaPicker } from '../ui/AreaPicker'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { useAccount } from '../ui/useSession'
import { Secret } from './Secret'

export function AddTerminal() {
  const { t } = useI18n()
  const me = useAccount()
  const queries = useQueryClient()
  const [made, setMade] = useState<Terminal>()
  const form = useForm({
    initial: { account: '', name: '', areaCode: [] as string[] },
    rules: { account: required, name: required },
    draft: 'terminal',
  })
  const { values, set } = form
  const labels = { account: t('admin.secretOf'), name: t('admin.name'), areaCode: t('admin.area') }
  const submit = () =>
    form.submit(async ({ account, name, areaCode }) => {
      setMade(await admin.addTerminal({ account, name, areaCode: areaCode.at(-1) ?? me.areaCode }))
      await queries.invalidateQueries({ queryKey: ['terminals'] })
    })
  return (
    <form
      className="card stack"
      aria-label={t('admin.addTerminal')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t('admin.addTerminal')}</h3>
      <ErrorSummary form={form} labels={labels} />
      {(['account', 'name'] as const).map((name) => (
        <Field key={name} form={form} name={name} label={labels[name]}>
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
        {t('admin.addTerminal')}
      </Button>
      {made && <Secret of={made} onClose={() => setMade(undefined)} />}
    </form>
  )
}
