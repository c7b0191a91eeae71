import { Button } from 'antd'
import { useState } from 'react'
import { useI18n } from '../i18n/I18n'
import { problemText } from '../ui/problemText'
import { saveFile } from '../ui/saveFile'
import { asData, asPage, gather } from './gather'

const forms = {
  page: { type: 'text/html', ending: 'html' },
  data: { type: 'application/json', ending: 'json' },
} as const

/** 个人信息副本: all of it as one file, to be read or for another program; put together here, and kept nowhere else. */
export function Copy() {
  const { t, language } = useI18n()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState<keyof typeof forms>()
  const save = async (form: keyof typeof forms) => {
    setBusy(form)
    setFailure('')
    try {
      const all = await gather()
      const now = new Date()
      const text = form === 'page' ? asPage(all, t, language, now) : asData(all, t, now)
      saveFile([text], `${t('my.copy.title')}.${forms[form].ending}`, forms[form].type)
    } catch (error) {
      setFailure(problemText(error, language, t))
    }
    setBusy(undefined)
  }
  return (
    <section aria-labelledby="my-copy">
      <h2 id="my-copy">{t('my.copy.title')}</h2>
      <p className="quiet">{t('my.copy.lead')}</p>
      {failure && (
        <p role="alert" className="summary">
          {failure}
        </p>
      )}
      {(['page', 'data'] as const).map((form) => (
        <Button key={form} size="large" block loading={busy === form} onClick={() => void save(form)}>
          {t(`my.copy.${form}`)}
        </Button>
      ))}
    </section>
  )
}
