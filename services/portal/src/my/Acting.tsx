import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ActingView } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import type { TextKey, Translate } from '../i18n/language'
import { problemText } from '../ui/problemText'
import { mySession } from './session'
import { Title } from './Title'

/** 母亲 王秀英. */
export const whom = ({ relation, name = '' }: { relation?: string; name?: string }, t: Translate): string =>
  relation ? t('my.family.whom', { relation: t(`my.family.relations.${relation}` as TextKey), name }) : name

/** Above every page, as long as this session acts for another: for whom, and the one way back. */
export function ActingBar({ acting }: { acting: ActingView }) {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { back, failure } = useBack(() => void navigate('/my'))
  return (
    <section className="my-acting" aria-label={t('my.family.title')}>
      <p role="status">{t('my.family.actingFor', { whom: whom(acting, t) })}</p>
      <Button size="large" onClick={back}>
        {t('my.family.goBack')}
      </Button>
      {failure && <p role="alert">{failure}</p>}
    </section>
  )
}

/** To oneself again; `failure`: why not, in words. */
function useBack(then: () => void = () => undefined) {
  const { t, language } = useI18n()
  const [failure, setFailure] = useState<unknown>()
  return { back: () => void mySession.act().then(then, setFailure), failure: failure ? problemText(failure, language, t) : undefined }
}

/** Another window chose for whom, or what was agreed has ended: said before anything of it is shown. */
export function SwitchedElsewhere({ acting }: { acting?: ActingView }) {
  const { t } = useI18n()
  const { back, failure } = useBack()
  return (
    <>
      <Title>{acting ? t('my.family.nowFor', { whom: whom(acting, t) }) : t('my.family.nowSelf')}</Title>
      <p>{t(acting ? 'my.family.nowForHint' : 'my.family.nowSelfHint')}</p>
      <Button type="primary" size="large" block onClick={() => mySession.read()}>
        {t('my.family.goOn')}
      </Button>
      {acting && (
        <Button size="large" block onClick={back}>
          {t('my.family.goBack')}
        </Button>
      )}
      {failure && (
        <p role="alert" className="summary">
          {failure}
        </p>
      )}
    </>
  )
}
