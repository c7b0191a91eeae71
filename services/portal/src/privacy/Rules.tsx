import { useI18n } from '../i18n/I18n'
import { sections, version, years } from './rules'

/** 个人信息处理规则, as on every page that shows them. */
export function Rules() {
  const { t } = useI18n()
  return (
    <>
      {sections.map((section) => (
        <section key={section}>
          <h2>{t(`privacy.${section}`)}</h2>
          <p className="words">{t(`privacy.${section}Words`, years)}</p>
        </section>
      ))}
      <p className="quiet">{t('privacy.version', { version })}</p>
    </>
  )
}
