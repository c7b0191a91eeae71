import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { formatInstant } from '../ui/format'
import { Mark } from '../ui/Mark'
import { useNow } from '../ui/useNow'
import type { Matter } from './matter'
import { Picture } from './Picture'

const matters: Matter[] = ['need', 'water', 'notices', 'ask']
const holdFor = 3000

export function Home({ onChoose }: { onChoose: (matter: Matter) => void }) {
  const { t, language, setLanguage } = useI18n()
  const now = useNow()
  return (
    <>
      <header className="kiosk-head">
        <Service />
        <p className="figures">{formatInstant(new Date(now).toISOString(), language)}</p>
        <Button lang={language === 'en' ? 'zh-CN' : 'en'} onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {t('app.otherLanguage')}
        </Button>
      </header>
      <main className="kiosk-main kiosk-home">
        <h1>{t('kiosk.welcome')}</h1>
        <p className="quiet">{t('kiosk.touch')}</p>
        <ul className="kiosk-menu">
          {matters.map((matter) => (
            <li key={matter}>
              <button type="button" onClick={() => onChoose(matter)}>
                <Picture of={matter} />
                <span>
                  <strong>{t(`kiosk.menu.${matter}`)}</strong>
                  <span className="kiosk-menu-hint">{t(`kiosk.menu.${matter}Hint`)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}

/** For those who look after the device: the mark, held for three seconds, offers to sign the terminal out. */
function Service() {
  const { t } = useI18n()
  const [asking, setAsking] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const stop = () => clearTimeout(timer.current)
  return (
    <div
      className="kiosk-brand"
      onPointerDown={() => {
        timer.current = setTimeout(() => setAsking(true), holdFor)
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
    >
      <Mark size={64} />
      <span>{t('kiosk.title')}</span>
      {asking && (
        <Dialog title={t('kiosk.leave')} onClose={() => setAsking(false)}>
          <div className="buttons">
            <Button type="primary" onClick={() => void session.signOut()}>
              {t('kiosk.leave')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('form.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
