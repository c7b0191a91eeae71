import { Input } from 'antd'
import { useState } from 'react'
import type { OwnTicketView } from '../api/generated/hotline'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { Field } from '../ui/form/Field'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { required } from '../ui/form/rules'
import { Tick } from '../ui/form/Tick'
import { useForm } from '../ui/form/useForm'
import { formatDay } from '../ui/format'
import { useRenew } from '../ui/list/usePages'
import { mine } from './doors'
import { Title } from './Title'
import { ToPart } from './ToPart'

const kinds = ['help', 'advice', 'complaint', 'suggestion', 'report'] as const

/** 我要反映: what it is about, and where. Who they are and where they live is known. */
export default function Report() {
  const [reported, setReported] = useState<OwnTicketView>()
  return reported ? <Received of={reported} /> : <Tell done={setReported} />
}

function Tell({ done }: { done: (ticket: OwnTicketView) => void }) {
  const { t } = useI18n()
  const renew = useRenew()
  const form = useForm({
    initial: { kind: 'help' as (typeof kinds)[number], description: '', place: '', confidential: false },
    rules: { description: required },
  })
  const { kind, description, place, confidential } = form.values
  const labels = {
    kind: t('my.report.kind'),
    description: t('my.report.words'),
    place: t('my.report.place'),
    confidential: t('my.report.confidential'),
  }
  const send = () =>
    form.submit(async () => {
      const body = { kind, description: description.trim(), ...(place.trim() && { place: place.trim() }), ...(confidential && { confidential }) }
      const ticket = await mine.report({ body })
      void renew(mine.report)
      done(ticket)
    })
  return (
    <LargeForm form={form} send={send} labels={labels} action={t('my.report.send')}>
      <Choice
        legend={labels.kind}
        name="kind"
        value={kind}
        onChange={(chosen) => form.set({ kind: chosen })}
        options={kinds.map((value) => ({ value, label: t(`ticket.kind.${value}`) }))}
      />
      <Field form={form} name="description" label={labels.description} hint={t('my.report.hint')}>
        {(field) => (
          <Input.TextArea
            {...field}
            size="large"
            maxLength={2000}
            autoSize={{ minRows: 4, maxRows: 12 }}
            value={description}
            onChange={(event) => form.set({ description: event.target.value })}
          />
        )}
      </Field>
      <LargeField form={form} name="place" label={`${labels.place}（${t('form.optional')}）`} autoComplete="off" maxLength={200} />
      {kind === 'report' ? (
        <p className="quiet">{t('my.report.always')}</p>
      ) : (
        <Tick checked={confidential} onChange={(on) => form.set({ confidential: on })}>
          {labels.confidential}
        </Tick>
      )}
    </LargeForm>
  )
}

/** The number, to name when one asks. */
function Received({ of }: { of: OwnTicketView }) {
  const { t, language } = useI18n()
  return (
    <div role="status" className="stack">
      <Title>{t('my.report.received')}</Title>
      <p>{t('my.report.number')}</p>
      <p className="my-number">{of.number}</p>
      {of.dueAt && <p>{t('my.report.due', { day: formatDay(of.dueAt, language) })}</p>}
      <ToPart name="matters">{t('my.report.follow')}</ToPart>
    </div>
  )
}
