import { Button, Input } from 'antd'
import type { KeyboardEvent } from 'react'
import { AreaPicker } from '../../areas/AreaPicker'
import { useI18n } from '../../i18n/I18n'
import type { TextKey } from '../../i18n/language'
import { Choice } from '../../ui/form/Choice'
import { DateTime } from '../../ui/form/DateTime'
import { Discard } from '../../ui/form/Discard'
import { ErrorSummary } from '../../ui/form/ErrorSummary'
import { Field } from '../../ui/form/Field'
import { Tick } from '../../ui/form/Tick'
import { inWords } from '../../ui/format'
import { Key } from '../../ui/Key'
import { AboutUnit } from './AboutUnit'
import { ForOther } from './ForOther'
import { areaByHand, nameByHand, named } from './known'
import { isAgainstSomebody, type RecordFormOf, type RecordValues } from './useRecordForm'
import './record.css'

interface Props {
  /** The words for someone on the line, or for someone at the window. */
  by: 'caller' | 'visitor'
  form: RecordFormOf
  title: string
  send: () => Promise<unknown>
  cancel: () => void
}

const kinds = ['advice', 'help', 'complaint', 'report', 'suggestion'] as const
const urgencies = [{ value: 'ordinary' }, { value: 'urgent', tone: 'near' }, { value: 'critical', tone: 'late' }] as const

/** What the operator and the worker record: who, when, where, cause and course. */
export function RecordForm({ by, form, title, send, cancel }: Props) {
  const { t, language } = useI18n()
  const { values, set } = form
  // Only a call's number leads to anybody.
  const from = (byHand: boolean) => (by === 'caller' ? t(byHand ? 'record.byHand' : 'record.byNumber') : undefined)
  const label = (name: string) => t(`record.${by === 'visitor' ? name.replace('reporter', 'visitor') : name}` as TextKey)
  const labels = Object.fromEntries(
    [
      'reporter.phone',
      'reporter.name',
      'beneficiary.name',
      'beneficiary.phone',
      'beneficiary.address',
      'areaCode',
      'occurredAt',
      'place',
      'description',
      'about',
    ].map((name) => [name, label(name)]),
  )
  return (
    <form
      className="record"
      aria-label={title}
      noValidate
      onKeyDown={(event) => onEnter(event, form)}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{title}</h2>
      <ErrorSummary form={form} labels={labels} />
      <div className="record-grid">
        <Field form={form} name="reporter.phone" label={label('reporter.phone')}>
          {(field) => (
            <Input
              {...field}
              autoFocus
              inputMode="tel"
              autoComplete="off"
              className="record-phone"
              value={values['reporter.phone']}
              disabled={values['reporter.phoneWithheld']}
              onChange={(event) => set({ 'reporter.phone': event.target.value })}
            />
          )}
        </Field>
        <Field
          form={form}
          name="reporter.name"
          label={label('reporter.name')}
          mark={values['reporter.name'].trim() ? from(nameByHand(values)) : undefined}
        >
          {(field) => (
            <Input {...field} autoComplete="off" value={values['reporter.name']} onChange={(event) => set(named(values, event.target.value))} />
          )}
        </Field>
      </div>
      <Tick
        checked={values['reporter.phoneWithheld']}
        onChange={(withheld) => set({ 'reporter.phoneWithheld': withheld, ...(withheld && { 'reporter.phone': '' }) })}
      >
        {t('record.phoneWithheld')}
      </Tick>
      <ForOther form={form} question={t(by === 'visitor' ? 'record.forOtherVisit' : 'record.forOther')} />
      <AreaPicker
        id={form.id('areaCode')}
        legend={label('areaCode')}
        mark={values.areaCode.length ? from(areaByHand(values)) : undefined}
        chain={values.areaCode}
        error={form.errors.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <div className="record-grid">
        <Field form={form} name="occurredAt" label={label('occurredAt')} optional={t('form.optional')} hint={inWords(values.occurredAt, language)}>
          {(field) => <DateTime {...field} value={values.occurredAt} onChange={(occurredAt) => set({ occurredAt })} />}
        </Field>
        <Field form={form} name="place" label={label('place')} optional={t('form.optional')}>
          {(field) => <Input {...field} autoComplete="off" value={values.place} onChange={(event) => set({ place: event.target.value })} />}
        </Field>
      </div>
      <Field form={form} name="description" label={label('description')} hint={t('record.descriptionHint')}>
        {(field) => (
          <Input.TextArea
            {...field}
            autoSize={{ minRows: 4, maxRows: 12 }}
            value={values.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="choices">
        <Choice
          legend={t('record.kind')}
          name="kind"
          value={values.kind}
          options={kinds.map((value) => ({ value, label: t(`ticket.kind.${value}`) }))}
          onChange={(kind) => set({ kind })}
        />
        <Choice
          legend={t('record.urgency')}
          name="urgency"
          value={values.urgency}
          options={urgencies.map((one) => ({ ...one, label: t(`ticket.urgency.${one.value}`) }))}
          onChange={(urgency) => set({ urgency })}
        />
      </div>
      {isAgainstSomebody(values) && <AboutUnit form={form} />}
      {values.kind === 'report' ? (
        <p className="quiet">{t('record.reportIsConfidential')}</p>
      ) : (
        <Tick checked={values.confidential} onChange={(confidential) => set({ confidential })}>
          {t('record.confidential')}
        </Tick>
      )}
      <div className="buttons record-end">
        <Button type="primary" htmlType="submit" loading={form.sending}>
          {t('record.send')}
          <Key>Ctrl Enter</Key>
        </Button>
        <Discard written={form.written} leave={cancel}>
          {t('record.discard')}
        </Discard>
      </div>
    </form>
  )
}

/** What has to be answered, in the order in which it is asked. */
const asked = (values: RecordValues) =>
  (['reporter.phone', 'reporter.name', ...(values.forOther ? (['beneficiary.name'] as const) : []), 'areaCode', 'description'] as const).filter(
    (name) => values[name].length === 0,
  )

/** Enter in a line does not send half a form (Ctrl+Enter and the button do): it leads to what is still unanswered. */
function onEnter(event: KeyboardEvent, { values, id }: RecordFormOf): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return
  if (!(event.target instanceof HTMLInputElement) || event.target.matches('[role=combobox], [type=radio], [type=checkbox], .ant-picker *')) return
  event.preventDefault()
  // Not what is not asked of everybody: a number kept back, a worker's own area.
  const fields = [...asked(values), 'description'].map((name) => document.getElementById(id(name)))
  fields.find((field) => field && !field.matches(':disabled'))?.focus()
}
