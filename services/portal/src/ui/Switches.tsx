import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { useLook } from './Look'

/** Language and light, quiet, in every page's head. */
export function Switches() {
  const { t, language, setLanguage } = useI18n()
  const { mode, setMode } = useLook()
  return (
    <>
      <Button type="text" size="small" lang={language === 'en' ? 'zh-CN' : 'en'} onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
        {t('app.otherLanguage')}
      </Button>
      <Button type="text" size="small" onClick={() => setMode(mode === 'dark' ? 'light' : 'dark')}>
        {t(mode === 'dark' ? 'app.light' : 'app.dark')}
      </Button>
    </>
  )
}
