import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { keyboardIsFree } from '../ui/focus'
import { Key } from '../ui/Key'
import { useBegin, useTakesCalls } from './Console'
import { UnfinishedCalls } from './UnfinishedCalls'

/** Nothing open: what to do first. */
export default function Welcome() {
  const { t } = useI18n()
  const begin = useBegin()
  const calls = useTakesCalls()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (keyboardIsFree()) button.current?.focus()
  }, [])
  return (
    <>
      <main className="column column-work">
        <Empty title={t(calls ? 'operator.welcome' : 'operator.look')}>
          <p>{t(calls ? 'operator.welcomeHint' : 'operator.lookHint')}</p>
          {calls && (
            <Button type="primary" ref={button} onClick={begin}>
              {t('operator.new')}
              <Key>N</Key>
            </Button>
          )}
        </Empty>
      </main>
      <aside className="column column-context" aria-label={t('operator.context')}>
        <UnfinishedCalls />
        <h2>{t('operator.context')}</h2>
        <p className="quiet">{t('operator.contextEmpty')}</p>
      </aside>
    </>
  )
}
