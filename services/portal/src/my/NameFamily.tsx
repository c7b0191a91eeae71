import { Button } from 'antd'
import { useState } from 'react'
import { proxies } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { Choice } from '../ui/form/Choice'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { required } from '../ui/form/rules'
import { Ticks } from '../ui/form/Tick'
import { useForm } from '../ui/form/useForm'
import { agreedUntil, type Length, lengths, type Relation, relations, type Scope, scopes } from './agreeing'
import { asMe } from './asMe'
import { Title } from './Title'

interface Steps {
  done: () => void
  back: () => void
}

/** Whoever is signed in lets somebody of the family act for them: by the code that this one shows. */
export function NameFamily({ done, back }: Steps) {
  const [found, setFound] = useState<{ code: string; name: string }>()
  return found ? <Agree found={found} done={done} back={() => setFound(undefined)} /> : <AskCode found={setFound} back={back} />
}

function AskCode({ found, back }: { found: (found: { code: string; name: string }) => void; back: () => void }) {
  const { t } = useI18n()
  const form = useForm({ initial: { code: '' }, rules: { code: required } })
  const send = async ({ code }: { code: string }) => found({ code, name: (await asMe(proxies.look)({ body: { code } })).name })
  return (
    <LargeForm
      form={form}
      send={() => form.submit(send)}
      title={<Title as="h2">{t('my.family.askCode')}</Title>}
      labels={{ code: t('my.family.codeField') }}
      action={t('my.next')}
      besides={<Leave leave={back} />}
    >
      <p>{t('my.family.askCodeHint')}</p>
      <LargeField
        form={form}
        name="code"
        label={t('my.family.codeField')}
        className="figures"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={20}
      />
    </LargeForm>
  )
}

function Agree({ found: { code, name }, done, back }: { found: { code: string; name: string } } & Steps) {
  const { t } = useI18n()
  const form = useForm({ initial: { relation: 'mother' as Relation, may: ['see', 'report'] as Scope[], length: 'year' as Length } })
  const { relation, may, length } = form.values
  const send = async (values: typeof form.values) => {
    await asMe(proxies.name)({ body: { code, relation: values.relation, may: values.may, until: agreedUntil(values.length) } })
    done()
  }
  const labels = { code: t('my.family.codeField'), relation: t('my.family.relation'), may: t('my.family.mayDo'), until: t('my.family.howLong') }
  return (
    <LargeForm
      form={form}
      send={() => form.submit(send)}
      title={<Title as="h2">{t('my.family.agree', { name })}</Title>}
      labels={labels}
      action={t('my.family.confirm')}
      besides={<Leave leave={back} />}
    >
      <p>{t('my.family.agreeHint')}</p>
      <Choice
        id={form.id('relation')}
        legend={labels.relation}
        name="relation"
        value={relation}
        error={form.errors.relation}
        options={relations.map((value) => ({ value, label: t(`my.family.relations.${value}`) }))}
        onChange={(one) => form.set({ relation: one })}
      />
      <div id={form.id('may')} tabIndex={-1} className="stack">
        <Ticks
          legend={labels.may}
          values={scopes}
          chosen={may}
          onChange={(chosen) => form.set({ may: chosen })}
          wordOf={(one) => t(`my.family.may.${one}`)}
        />
        {form.errors.may && <div className="field-error">{form.errors.may}</div>}
      </div>
      <Choice
        id={form.id('until')}
        legend={labels.until}
        name="length"
        value={length}
        error={form.errors.until}
        options={lengths.map((value) => ({ value, label: t(`my.family.lengths.${value}`) }))}
        onChange={(one) => form.set({ length: one })}
      />
    </LargeForm>
  )
}

function Leave({ leave }: { leave: () => void }) {
  const { t } = useI18n()
  return (
    <Button size="large" block onClick={leave}>
      {t('my.back')}
    </Button>
  )
}
