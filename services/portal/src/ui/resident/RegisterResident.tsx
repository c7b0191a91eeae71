import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { network } from '../../api/network'
import { Problem } from '../../api/problem'
import type { Network } from '../../api/shapes'
import { useI18n } from '../../i18n/I18n'
import { AreaPicker } from '../AreaPicker'
import { useDraftName } from '../form/Begun'
import { Discard } from '../form/Discard'
import { ErrorSummary } from '../form/ErrorSummary'
import { Field } from '../form/Field'
import { personName, phone } from '../form/personRules'
import { required } from '../form/rules'
import { Unfinished } from '../form/Unfinished'
import { useForm } from '../form/useForm'
import { useToast } from '../Toast'
import { useKeys } from '../useKeys'
import { useAccount } from '../useSession'
import { AskMove } from './AskMove'
import { type Tag, TagPicker } from './TagPicker'

const fields = [
  { name: 'name', key: 'person.name', more: { autoComplete: 'off', autoFocus: true } },
  { name: 'identityNumber', key: 'person.identityNumber', more: { autoComplete: 'off' } },
  { name: 'phone', key: 'person.phone', more: { inputMode: 'tel', autoComplete: 'off' } },
  { name: 'address', key: 'person.address', more: { autoComplete: 'off' } },
] as const

const blank = { name: '', identityNumber: '', phone: '', address: '', areaCode: [] as string[], tags: [] as Tag[] }

const tellOf = ({ name, address }: typeof blank) => (name.trim() || address.trim() ? { who: name, what: address } : undefined)

const moving = ({ tags: _, ...person }: Network['RegisterResident']) => person

/** 数据一次收集: the same person again answers with the same record. */
export function RegisterResident({ back }: { back: string }) {
  const { t } = useI18n()
  const account = useAccount()
  const navigate = useNavigate()
  const say = useToast()
  const form = useForm({
    initial: blank,
    draft: useDraftName('resident'),
    rules: { name: personName, identityNumber: required, phone, address: required },
  })
  const { values, set } = form
  const [elsewhere, setElsewhere] = useState<Network['RegisterResident']>()
  const labels = { ...Object.fromEntries(fields.map(({ name, key }) => [name, t(key)])), areaCode: t('area.own') }
  const send = () =>
    form.submit(async ({ areaCode, ...person }) => {
      const wanted = { ...person, areaCode: areaCode.at(-1) ?? account.areaCode }
      const made = await network.register(wanted).catch((error) => {
        setElsewhere(error instanceof Problem && error.code === 'registered-elsewhere' ? wanted : undefined)
        throw error
      })
      say(t('resident.registered', { name: made.name }))
      void navigate(account.role === 'admin' ? `${back}/${made.id}` : back)
    })
  useKeys({ 'Ctrl+Enter': () => void send() })
  const leave = () => {
    form.reset()
    void navigate(back)
  }
  return (
    <>
      <Unfinished kind="resident" title={t('resident.unfinished')} at={`${back}/new`} tell={tellOf} />
      <form
        className="card stack"
        aria-label={t('resident.register')}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <h2>{t('resident.register')}</h2>
        <ErrorSummary form={form} labels={labels} />
        {fields.map(({ name, key, more }) => (
          <Field key={name} form={form} name={name} label={t(key)} hint={name === 'identityNumber' ? t('resident.identityHint') : undefined}>
            {(field) => <Input {...field} {...more} value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />}
          </Field>
        ))}
        <AreaPicker
          id={form.id('areaCode')}
          legend={t('area.own')}
          chain={values.areaCode}
          error={form.errors.areaCode}
          onChange={(areaCode) => set({ areaCode })}
        />
        <TagPicker value={values.tags} onChange={(tags) => set({ tags })} />
        <div className="buttons">
          <Button type="primary" htmlType="submit" loading={form.sending}>
            {t('resident.register')}
          </Button>
          <Discard written={form.written} leave={leave}>
            {t('form.cancel')}
          </Discard>
        </div>
      </form>
      {elsewhere?.identityNumber === values.identityNumber && <AskMove person={moving(elsewhere)} done={leave} />}
    </>
  )
}
