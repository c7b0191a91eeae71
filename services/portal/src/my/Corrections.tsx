import { may } from '@yiwang/auth/capabilities'
import { Button } from 'antd'
import { useState } from 'react'
import type { OwnCorrectionView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { chosen, required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'
import { problemText } from '../ui/problemText'
import { mine } from './doors'
import { Facts } from './Facts'
import { correctionLines } from './lines'
import { mySession } from './session'

const fields = ['phone', 'address', 'name'] as const
type Field = (typeof fields)[number]

/** 更正申请: what they find wrong, and what became of it. */
export default function Corrections() {
  const { t } = useI18n()
  const maySee = may({ role: 'resident', proxy: mySession.get().acting }, 'own.read')
  const found = usePages(mine.corrections, {}, { every: 60_000, enabled: maySee })
  const [said, say] = useState('')
  return (
    <>
      <p className="quiet">{t('my.corrections.before')}</p>
      <Propose say={say} />
      <p role="status" className="my-said">
        {said}
      </p>
      <p className="quiet">{t('my.corrections.counter')}</p>
      {maySee && (
        <section aria-labelledby="my-corrections">
          <h2 id="my-corrections">{t('my.corrections.list')}</h2>
          <Loaded query={found}>
            {(all) =>
              all.length === 0 ? (
                <p className="quiet">{t('my.corrections.none')}</p>
              ) : (
                all.map((one) => <Correction key={one.id} of={one} say={say} />)
              )
            }
          </Loaded>
        </section>
      )}
    </>
  )
}

function Propose({ say }: { say: (words: string) => void }) {
  const { t } = useI18n()
  const renew = useRenew()
  const form = useForm({ initial: { field: undefined as Field | undefined, value: '', note: '' }, rules: { field: chosen, value: required } })
  const { field, value, note } = form.values
  const labels = {
    field: t('my.corrections.field'),
    value: field ? t(`my.corrections.right.${field}`) : t('my.corrections.value'),
    note: t('my.corrections.note'),
  }
  const send = () =>
    form.submit(async () => {
      await mine.propose({ body: { field: field as Field, value: value.trim(), ...(note.trim() && { note: note.trim() }) } })
      void renew(mine.propose)
      say(t('my.corrections.said'))
    })
  return (
    <LargeForm form={form} send={send} labels={labels} action={t('my.corrections.send')}>
      <Choice
        id={form.id('field')}
        legend={labels.field}
        name="field"
        value={field}
        onChange={(one) => form.set({ field: one })}
        options={fields.map((one) => ({ value: one, label: t(`person.${one}`) }))}
        error={form.errors.field}
      />
      <LargeField
        form={form}
        name="value"
        label={labels.value}
        maxLength={200}
        autoComplete="off"
        inputMode={field === 'phone' ? 'tel' : undefined}
      />
      <LargeField form={form} name="note" label={`${labels.note}（${t('form.optional')}）`} maxLength={500} autoComplete="off" />
    </LargeForm>
  )
}

function Correction({ of, say }: { of: OwnCorrectionView; say: (words: string) => void }) {
  const { t, language } = useI18n()
  const renew = useRenew()
  const [busy, setBusy] = useState(false)
  const withdraw = async () => {
    setBusy(true)
    try {
      await mine.withdraw({ id: of.id, version: of.version })
      say(t('my.corrections.withdrawn'))
    } catch (error) {
      say(problemText(error, language, t))
    }
    await renew(mine.withdraw)
    setBusy(false)
  }
  return (
    <article className="my-card" aria-label={t(`person.${of.field}`)}>
      <p className="my-state" data-open={of.state === 'open'}>
        {t(`my.corrections.state.${of.state}`)}
      </p>
      <p>
        <strong>{t(`person.${of.field}`)}</strong>
      </p>
      <Facts of={correctionLines(of, t, language)} />
      {of.allowedActions.includes('withdraw') && (
        <Button size="large" block loading={busy} onClick={() => void withdraw()}>
          {t('my.corrections.withdraw')}
        </Button>
      )}
    </article>
  )
}
