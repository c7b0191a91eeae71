import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useI18n } from '../i18n/I18n'
import { formatInstant } from '../ui/format'
import { Mark } from '../ui/Mark'
import { useNow } from '../ui/useNow'
import type { Matter, Shown } from './matter'
import { Picture } from './Picture'

const matters: Matter[] = ['need', 'water', 'notices', 'ask']
const holdFor = 3000

interface Props {
  onChoose: (matter: Shown) => void
  onHold: () => void
}

export function Home({ onChoose, onHold }: Props) {
  const { t, language, setLanguage } = useI18n()
  const now = useNow()
  return (
    <>
      <header className="kiosk-head">
        <Brand onHold={onHold} />
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
        <Button type="link" onClick={() => onChoose('privacy')}>
          {t('privacy.title')}
        </Button>
      </main>
    </>
  )
}

/** For those who look after the device: the mark, held for three seconds, asks for the PIN. */
function Brand({ onHold }: Pick<Props, 'onHold'>) {
  const { t } = useI18n()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const stop = () => clearTimeout(timer.current)
  return (
    <div
      className="kiosk-brand"
      onPointerDown={() => {
        timer.current = setTimeout(onHold, holdFor)
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
    >
      <Mark size={64} />
      <span>{t('kiosk.title')}</span>
    </div>
  )
}
