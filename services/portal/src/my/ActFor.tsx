import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ProxyView, proxies } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { problemText } from '../ui/problemText'
import { whom } from './Acting'
import { asMe } from './asMe'
import { mySession } from './session'

export const useFamily = () => useQuery({ queryKey: [proxies.list.path], queryFn: () => asMe(proxies.list)({}) })

/** That this one acts for the other, now. */
export const actsBy = ({ as, state, until }: ProxyView): boolean => as === 'proxy' && state === 'agreed' && Date.parse(until) > Date.now()

/** On the first page of whoever acts for somebody. */
export function ActFor() {
  const { t, language } = useI18n()
  const { data } = useFamily()
  const [failure, setFailure] = useState<unknown>()
  const mine = data?.proxies.filter(actsBy) ?? []
  if (!mine.length) return null
  return (
    <section aria-labelledby="act-for" className="stack">
      <h2 id="act-for">{t('my.family.forFamily')}</h2>
      {Boolean(failure) && (
        <p role="alert" className="summary">
          {problemText(failure, language, t)}
        </p>
      )}
      <ul className="my-ways">
        {mine.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => void mySession.act(one.id).catch(setFailure)}>
              <strong>{t('my.family.actFor', { whom: whom(one, t) })}</strong>
              <span>{one.may.map((what) => t(`my.family.may.${what}`)).join(t('my.family.and'))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
