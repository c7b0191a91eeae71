import { Button } from 'antd'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Back } from './Back'
import { mySession } from './session'
import { Title } from './Title'

interface Looked {
  code: string
  firstUse: boolean
}

/** The card that a counter handed out, and its PIN, which is chosen the first time. */
export function ByCard({ code, back }: { code: string; back: () => void }) {
  const [looked, setLooked] = useState<Looked>()
  return looked ? <AskPin card={looked} again={() => setLooked(undefined)} /> : <AskCard code={code} known={setLooked} back={back} />
}

function AskCard({ code: given, known, back }: { code: string; known: (looked: Looked) => void; back: () => void }) {
  const { t } = useI18n()
  const form = useForm({ initial: { code: given }, rules: { code: required } })
  const labels = { code: t('my.cardField') }
  return (
    <LargeForm
      form={form}
      send={() => form.submit(async ({ code }) => known({ code, firstUse: await mySession.lookAtCard(code) }))}
      title={<Title>{t('my.card')}</Title>}
      labels={labels}
      action={t('my.next')}
      besides={<Back back={back} />}
    >
      <LargeField
        form={form}
        name="code"
        label={labels.code}
        hint={t('my.cardHint')}
        className="figures"
        autoComplete="off"
        autoCapitalize="characters"
      />
    </LargeForm>
  )
}

function AskPin({ card: { code, firstUse }, again }: { card: Looked; again: () => void }) {
  const { t } = useI18n()
  const same = (value: string, { pin }: Record<string, unknown>) => (!firstUse || value === pin ? undefined : ('my.pinDiffers' as const))
  const form = useForm({ initial: { pin: '', again: '' }, rules: { pin: required, again: same } })
  const labels = { pin: t(firstUse ? 'my.newPin' : 'my.pin'), again: t('my.pinAgain') }
  const names = firstUse ? (['pin', 'again'] as const) : (['pin'] as const)
  return (
    <LargeForm
      form={form}
      send={() => form.submit(({ pin }) => mySession.byCard(code, pin))}
      title={<Title>{t(firstUse ? 'my.choosePin' : 'my.askPin')}</Title>}
      labels={labels}
      action={t('my.signIn')}
      besides={
        <Button size="large" block onClick={again}>
          {t('my.otherCard')}
        </Button>
      }
    >
      {names.map((name) => (
        <LargeField
          key={name}
          form={form}
          name={name}
          label={labels[name]}
          hint={name === 'pin' && firstUse ? t('my.pinHint') : undefined}
          type="password"
          inputMode="numeric"
          autoComplete={firstUse ? 'new-password' : 'current-password'}
          maxLength={6}
        />
      ))}
    </LargeForm>
  )
}
