import { Button } from 'antd'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { required } from '../ui/form/rules'
import { useForm } from '../ui/form/useForm'
import { Back } from './Back'
import { mySession } from './session'
import { Title } from './Title'

/** A telephone's code, and the last four characters of the identity number: families share telephones. */
export function ByPhone({ back }: { back: () => void }) {
  const [phone, setPhone] = useState<string>()
  return phone === undefined ? <AskPhone sent={setPhone} back={back} /> : <AskCode phone={phone} again={() => setPhone(undefined)} />
}

function AskPhone({ sent, back }: { sent: (phone: string) => void; back: () => void }) {
  const { t, language } = useI18n()
  const form = useForm({ initial: { phone: '' }, rules: { phone: required } })
  const labels = { phone: t('my.phoneField') }
  const send = async ({ phone }: { phone: string }) => {
    await mySession.sendCode(phone.trim(), language)
    sent(phone.trim())
  }
  return (
    <LargeForm
      form={form}
      send={() => form.submit(send)}
      title={<Title>{t('my.phone')}</Title>}
      labels={labels}
      action={t('my.sendCode')}
      besides={<Back back={back} />}
    >
      <LargeField form={form} name="phone" label={labels.phone} hint={t('my.phoneHint')} type="tel" inputMode="numeric" autoComplete="tel-national" />
    </LargeForm>
  )
}

function AskCode({ phone, again }: { phone: string; again: () => void }) {
  const { t } = useI18n()
  const form = useForm({ initial: { code: '', lastFour: '' }, rules: { code: required, lastFour: required } })
  // A code is good once: where only the other answer was wrong, it was right already.
  const [proven, setProven] = useState<{ code: string; proof: string }>()
  const labels = { code: t('my.code'), lastFour: t('my.lastFour') }
  const send = async ({ code, lastFour }: { code: string; lastFour: string }) => {
    const proof = proven?.code === code ? proven.proof : await mySession.checkCode(phone, code.trim())
    setProven({ code, proof })
    await mySession.byProof(proof, lastFour.trim())
  }
  return (
    <LargeForm
      form={form}
      send={() => form.submit(send)}
      title={<Title>{t('my.codeSent', { phone })}</Title>}
      labels={labels}
      action={t('my.signIn')}
      besides={
        <Button size="large" block onClick={again}>
          {t('my.codeAgain')}
        </Button>
      }
    >
      <LargeField
        form={form}
        name="code"
        label={labels.code}
        hint={t('my.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
      />
      <LargeField
        form={form}
        name="lastFour"
        label={labels.lastFour}
        hint={t('my.lastFourHint')}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={4}
      />
    </LargeForm>
  )
}
