import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { type RecordedProxyView, recordProxies } from '../api/generated/identity'
import { type ResidentView, recognitions } from '../api/generated/information-network'
import { Problem } from '../api/problem'
import { useI18n } from '../i18n/I18n'
import { agreedUntil, type Length, lengths, type Relation, relations, type Scope, scopes } from '../my/agreeing'
import { Dialog } from '../ui/Dialog'
import { Choice } from '../ui/form/Choice'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { required } from '../ui/form/rules'
import { Tick, Ticks } from '../ui/form/Tick'
import { useForm } from '../ui/form/useForm'
import { formatDay } from '../ui/format'
import { problemText } from '../ui/problemText'
import { useToast } from '../ui/Toast'

/** At the counter, where both stand with their identity cards: somebody acts for this resident from here on. */
export function RecordProxy({ resident }: { resident: ResidentView }) {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('proxy.record')}</Button>
      {open && <RecordDialog resident={resident} close={() => setOpen(false)} />}
    </>
  )
}

function RecordDialog({ resident: { id, name }, close }: { resident: ResidentView; close: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const queryKey = [recordProxies.list.path, id]
  const before = useQuery({ queryKey, queryFn: () => recordProxies.list({ id }).catch(none) })
  const inForce = before.data?.proxies.filter(({ state }) => state === 'agreed') ?? []
  return (
    <Dialog title={`${t('proxy.record')} · ${name}`} onClose={close}>
      <div className="stack">
        <p className="quiet">{t('proxy.lead')}</p>
        {inForce.map((one) => (
          <Recorded key={one.id} residentId={id} of={one} ended={() => queries.invalidateQueries({ queryKey })} />
        ))}
        <RecordForm id={id} close={close} />
      </div>
    </Dialog>
  )
}

function Recorded({ residentId, of: { id, name = '', may, until }, ended }: { residentId: string; of: RecordedProxyView; ended: () => unknown }) {
  const { t, language } = useI18n()
  const say = useToast()
  const end = async () => {
    try {
      await recordProxies.end({ id: residentId, proxyId: id })
      say(t('proxy.ended'))
      await ended()
    } catch (error) {
      say(problemText(error, language, t))
    }
  }
  return (
    <p>
      {t('proxy.has', { name, may: may.map((one) => t(`my.family.may.${one}`)).join(t('my.family.and')), day: formatDay(until, language) })}{' '}
      <Button size="small" aria-label={`${t('proxy.end')} ${name}`} onClick={() => void end()}>
        {t('proxy.end')}
      </Button>
    </p>
  )
}

function RecordForm({ id, close }: { id: string; close: () => void }) {
  const { t } = useI18n()
  const say = useToast()
  const form = useForm({
    initial: {
      name: '',
      identityNumber: '',
      relation: 'mother' as Relation,
      may: ['see', 'report'] as Scope[],
      length: 'year' as Length,
      checked: false,
    },
    rules: { name: required, identityNumber: required, checked: (yes) => (yes ? undefined : 'proxy.mustCheck') },
  })
  const { values, errors } = form
  const labels = {
    name: t('proxy.name'),
    identityNumber: t('proxy.number'),
    relation: t('proxy.relation'),
    may: t('proxy.may'),
    until: t('my.family.howLong'),
    checked: t('proxy.checked'),
  }
  const send = async ({ name, identityNumber, relation, may, length }: typeof values) => {
    const { vouch: person } = await recognitions.vouch({ id })
    const { presented: acting } = await recognitions.present({ body: { identityNumber, name } })
    await recordProxies.record({ body: { person, acting, relation, may, until: agreedUntil(length) } })
    say(t('proxy.recorded'))
    close()
  }
  return (
    <form
      className="stack"
      aria-label={t('proxy.record')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(send)
      }}
    >
      <ErrorSummary form={form} labels={labels} />
      {(['name', 'identityNumber'] as const).map((name) => (
        <Field key={name} form={form} name={name} label={labels[name]}>
          {(field) => <Input {...field} autoComplete="off" value={values[name]} onChange={(event) => form.set({ [name]: event.target.value })} />}
        </Field>
      ))}
      <Choice
        id={form.id('relation')}
        legend={labels.relation}
        name="relation"
        value={values.relation}
        error={errors.relation}
        options={relations.map((value) => ({ value, label: t(`my.family.relations.${value}`) }))}
        onChange={(relation) => form.set({ relation })}
      />
      <div id={form.id('may')} tabIndex={-1}>
        <Ticks
          legend={labels.may}
          values={scopes}
          chosen={values.may}
          onChange={(may) => form.set({ may })}
          wordOf={(one) => t(`my.family.may.${one}`)}
        />
        {errors.may && <div className="field-error">{errors.may}</div>}
      </div>
      <Choice
        id={form.id('until')}
        legend={labels.until}
        name="length"
        value={values.length}
        error={errors.until}
        options={lengths.map((value) => ({ value, label: t(`my.family.lengths.${value}`) }))}
        onChange={(length) => form.set({ length })}
      />
      <div id={form.id('checked')} tabIndex={-1}>
        <Tick checked={values.checked} onChange={(checked) => form.set({ checked })}>
          {labels.checked}
        </Tick>
        {errors.checked && <div className="field-error">{errors.checked}</div>}
      </div>
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={form.sending}>
          {t('proxy.make')}
        </Button>
        <Button onClick={close}>{t('form.cancel')}</Button>
      </div>
    </form>
  )
}

/** Of whom identity knows nothing, nothing was agreed. */
function none(error: unknown): { proxies: RecordedProxyView[] } {
  if (error instanceof Problem && error.status === 404) return { proxies: [] }
  throw error
}
