import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { problemText } from '../ui/problemText'
import { Back } from './Back'
import { mySession } from './session'
import { Title } from './Title'

/** Back from the province's page: what it says is taken once, and whoever is in no register is told where to go. */
export function ByProvince({ query, back }: { query: string; back: () => void }) {
  const { t, language } = useI18n()
  const [failure, setFailure] = useState<unknown>()
  const taken = useRef(false)
  const leave = () => mySession.leaveForProvince().catch(setFailure)
  useEffect(() => {
    if (taken.current) return
    taken.current = true
    mySession.byProvince(query).catch(setFailure)
  }, [query])
  return (
    <>
      <Title>{t(failure ? 'my.provinceFailed' : 'my.provinceBack')}</Title>
      {Boolean(failure) && (
        <>
          <p role="alert" className="summary">
            {problemText(failure, language, t)}
          </p>
          <Button type="primary" size="large" block onClick={() => void leave()}>
            {t('my.provinceAgain')}
          </Button>
          <Back back={back} />
        </>
      )}
    </>
  )
}
