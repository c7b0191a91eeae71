import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type FamilyCodeView, type ProxyView, proxies } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { formatDay, formatTime } from '../ui/format'
import { Loaded } from '../ui/Loaded'
import { problemText } from '../ui/problemText'
import { ActFor, useFamily } from './ActFor'
import { whom } from './Acting'
import { asMe } from './asMe'
import { NameFamily } from './NameFamily'

/** 家人代办: who acts for me, for whom I act, and how either begins and ends. */
export default function Family() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const [naming, setNaming] = useState(false)
  const family = useFamily()
  const renew = () => queries.invalidateQueries({ queryKey: [proxies.list.path] })
  if (naming)
    return (
      <NameFamily
        done={() => {
          setNaming(false)
          void renew()
        }}
        back={() => setNaming(false)}
      />
    )
  return (
    <>
      <p>{t('my.family.lead')}</p>
      <ActFor />
      <Loaded query={family}>
        {(found) => (
          <>
            <Agreements title={t('my.family.forMe')} none={t('my.family.nobody')} of={found.proxies} as="person" renew={renew} />
            <Button size="large" block onClick={() => setNaming(true)}>
              {t('my.family.name')}
            </Button>
            <Agreements title={t('my.family.byMe')} none={t('my.family.forNobody')} of={found.proxies} as="proxy" renew={renew} />
            <ShowCode />
          </>
        )}
      </Loaded>
    </>
  )
}

interface AgreementsProps {
  title: string
  none: string
  of: ProxyView[]
  as: 'person' | 'proxy'
  renew: () => unknown
}

function Agreements({ title, none, of, as, renew }: AgreementsProps) {
  const shown = of.filter((one) => one.as === as)
  return (
    <section aria-label={title} className="stack">
      <h2>{title}</h2>
      {shown.length === 0 && <p className="quiet">{none}</p>}
      {shown.map((one) => (
        <Agreement key={one.id} of={one} renew={renew} />
      ))}
    </section>
  )
}

function Agreement({ of, renew }: { of: ProxyView; renew: () => unknown }) {
  const { t, language } = useI18n()
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const { id, as, name = t('my.family.forgotten'), may, until, atCounter, endedAt, ended } = of
  const who = as === 'proxy' ? whom({ ...of, name }, t) : name
  const end = async () => {
    setBusy(true)
    await asMe(proxies.end)({ id }).then(renew, setFailure)
    setBusy(false)
  }
  return (
    <article className="my-agreement" aria-label={who} data-over={endedAt !== undefined}>
      <strong>{who}</strong>
      <p>{may.map((what) => t(`my.family.may.${what}`)).join(t('my.family.and'))}</p>
      <p className="quiet">
        {endedAt && ended
          ? t(`my.family.ended.${ended}`, { day: formatDay(endedAt, language) })
          : t('my.family.until', { day: formatDay(until, language) })}
        {atCounter && ` ${t('my.family.atCounter')}`}
      </p>
      {Boolean(failure) && (
        <p role="alert" className="summary">
          {problemText(failure, language, t)}
        </p>
      )}
      {!endedAt && (
        <div className="buttons">
          {asks && <p>{t(as === 'person' ? 'my.family.endAsks' : 'my.family.endAsksOwn', { name })}</p>}
          {asks ? (
            <>
              <Button danger size="large" autoFocus loading={busy} onClick={() => void end()}>
                {t('my.family.endYes')}
              </Button>
              <Button size="large" onClick={() => setAsks(false)}>
                {t('my.family.endNo')}
              </Button>
            </>
          ) : (
            <Button size="large" aria-label={`${t('my.family.end')} ${who}`} onClick={() => setAsks(true)}>
              {t('my.family.end')}
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

/** To be read aloud or shown to whoever is to name this one. */
function ShowCode() {
  const { t, language } = useI18n()
  const [shown, setShown] = useState<FamilyCodeView>()
  const [failure, setFailure] = useState<unknown>()
  const show = () => asMe(proxies.code)({}).then(setShown, setFailure)
  return (
    <section aria-label={t('my.family.code')} className="stack" aria-live="polite">
      {Boolean(failure) && (
        <p role="alert" className="summary">
          {problemText(failure, language, t)}
        </p>
      )}
      {shown && (
        <>
          <p className="my-code figures">{shown.code}</p>
          <p>{t('my.family.codeHint', { time: formatTime(shown.until) })}</p>
        </>
      )}
      <Button size="large" block onClick={() => void show()}>
        {t(shown ? 'my.family.codeAgain' : 'my.family.code')}
      </Button>
    </section>
  )
}
