import { Button } from 'antd'
import { useState } from 'react'
import type { OwnLookView } from '../api/generated/information-network'
import { useI18n } from '../i18n/I18n'
import { wordOf } from '../i18n/language'
import { LargeField, LargeForm } from '../ui/form/LargeForm'
import { useForm } from '../ui/form/useForm'
import { formatDay } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { usePages, useRenew } from '../ui/list/usePages'
import { mine } from './doors'
import { grouped, halfDayOf, type LookGroup } from './lookGroups'
import { whatOf, whoOf } from './lookWords'
import './looks.css'

/** Who looked at them, the newest first: the office and what its people do, what for, and what they saw. */
export default function Looks() {
  const { t } = useI18n()
  const query = usePages(mine.looks, {})
  return (
    <>
      <p>{t('my.looks.lead')}</p>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <p className="my-card">{t('my.looks.none')}</p>
          ) : (
            <ol className="my-looks">
              {grouped(found).map((group) => (
                <Line key={group.look.id} of={group} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <p className="quiet">{t('my.looks.help')}</p>
      <p className="quiet">{t('my.looks.secrecy')}</p>
    </>
  )
}

function Line({ of: { look, times } }: { of: LookGroup }) {
  const { t, language } = useI18n()
  const [asking, setAsking] = useState(false)
  const when = `${formatDay(look.at, language)} ${t(`my.looks.part.${halfDayOf(look.at)}`)}`
  const who = whoOf(t, look)
  return (
    <li className="my-card" aria-label={`${when} ${who}`}>
      <p>
        <strong>{when}</strong>
        {times > 1 && <span className="quiet"> {t('my.looks.times', { count: times })}</span>}
      </p>
      <p>{who}</p>
      <p>{whatOf(t, look)}</p>
      {look.doubt && <Doubted of={look.doubt} />}
      {look.allowedActions.includes('doubt') &&
        (asking ? (
          <AskDoubt id={look.id} close={() => setAsking(false)} />
        ) : (
          <Button size="large" block aria-label={`${t('my.looks.doubt')} ${when}`} onClick={() => setAsking(true)}>
            {t('my.looks.doubt')}
          </Button>
        ))}
    </li>
  )
}

function Doubted({ of: { state, askedAt, words, finding, answer } }: { of: NonNullable<OwnLookView['doubt']> }) {
  const { t, language } = useI18n()
  return (
    <div className="my-answer">
      <p>{t('my.looks.asked', { day: formatDay(askedAt, language) })}</p>
      {words && <p className="words">{words}</p>}
      {state === 'asked' ? (
        <p className="quiet">{t('my.looks.waits')}</p>
      ) : (
        <>
          <p>
            <strong>{finding && wordOf(t, 'my.looks.finding', finding)}</strong>
          </p>
          <p className="words">{answer}</p>
        </>
      )}
    </div>
  )
}

function AskDoubt({ id, close }: { id: string; close: () => void }) {
  const { t } = useI18n()
  const renew = useRenew()
  const form = useForm({ initial: { words: '' } })
  const labels = { words: t('my.looks.words') }
  const send = () =>
    form.submit(async ({ words }) => {
      await mine.doubt({ id, body: words.trim() ? { words: words.trim() } : {} })
      await renew(mine.looks)
      close()
    })
  return (
    <LargeForm
      form={form}
      send={send}
      labels={labels}
      action={t('my.looks.send')}
      besides={
        <Button size="large" block onClick={close}>
          {t('form.cancel')}
        </Button>
      }
    >
      <LargeField form={form} name="words" label={labels.words} hint={t('my.looks.wordsHint')} maxLength={500} autoFocus autoComplete="off" />
    </LargeForm>
  )
}
