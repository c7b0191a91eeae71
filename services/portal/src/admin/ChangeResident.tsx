import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { network } from '../api/network'
import type { Resident } from '../api/shapes'
import { useI18n } from '../i18n/I18n'
import { focusOn } from '../ui/focus'
import { Discard } from '../ui/form/Discard'
import { ErrorSummary } from '../ui/form/ErrorSummary'
import { Field } from '../ui/form/Field'
import { optionalPhone } from '../ui/form/personRules'
import { useForm } from '../ui/form/useForm'
import { TagPicker } from '../ui/resident/TagPicker'
import { useToast } from '../ui/Toast'

/** What is masked cannot be edited in place: only what is filled in changes. */
export function ChangeResident({ resident }: { resident: Resident }) {
  const { t } = useI18n()
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button data-change="" onClick={() => setOpen(true)}>
        {t('resident.change')}
      </Button>
    )
  const close = () => {
    setOpen(false)
    focusOn('[data-change]')
  }
  return <ChangeForm resident={resident} close={close} />
}

function ChangeForm({ resident, close }: { resident: Resident; close: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const say = useToast()
  // What a colleague changes meanwhile neither wipes away what is typed here nor is undone by it.
  const [before] = useState(resident.tags ?? [])
  const form = useForm({
    initial: { phone: '', address: '', tags: before },
    rules: { phone: optionalPhone },
    draft: `change.${resident.id}`,
    unkept: ['tags'],
  })
  const { values, set } = form
  const labels = { phone: t('person.phone'), address: t('person.address') }
  const submit = () =>
    form.submit(async ({ phone, address, tags }) => {
      const tagsChanged = [...tags].sort().join() !== [...before].sort().join()
      const changes = { ...(phone.trim() && { phone }), ...(address.trim() && { address }), ...(tagsChanged && { tags }) }
      if (Object.keys(changes).length === 0) return say(t('resident.nothingToChange'))
      await network.changeResident(resident.id, changes)
      await queries.invalidateQueries({ queryKey: ['resident', resident.id] })
      say(t('resident.changed'))
      close()
    })
  return (
    <form
      className="card stack"
      aria-label={t('resident.change')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h3>{t('resident.change')}</h3>
      <p className="quiet">{t('resident.changeHint')}</p>
      <ErrorSummary form={form} labels={labels} />
      <Field form={form} name="phone" label={labels.phone} optional={resident.phone}>
        {(field) => (
          <Input
            {...field}
            autoFocus
            inputMode="tel"
            autoComplete="off"
            value={values.phone}
            onChange={(event) => set({ phone: event.target.value })}
          />
        )}
      </Field>
      <Field form={form} name="address" label={labels.address} optional={resident.address}>
        {(field) => <Input {...field} autoComplete="off" value={values.address} onChange={(event) => set({ address: event.target.value })} />}
      </Field>
      <TagPicker value={values.tags} onChange={(tags) => set({ tags })} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={form.sending}>
          {t('resident.change')}
        </Button>
        <Discard
          written={form.written}
          leave={() => {
            form.reset()
            close()
          }}
        >
          {t('form.cancel')}
        </Discard>
      </div>
    </form>
  )
}
