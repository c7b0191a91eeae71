import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { type Language, type Texts, type Translate, translator } from './language'
import zh from './zh-CN.json'

interface I18n {
  language: Language
  setLanguage: (language: Language) => void
  t: Translate
}

const Context = createContext<I18n | undefined>(undefined)
const stored = 'yiwang.language'

export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(localStorage.getItem(stored) === 'en' ? 'en' : 'zh-CN')
  const [english, setEnglish] = useState<Texts>()
  useEffect(() => {
    localStorage.setItem(stored, language)
    document.documentElement.lang = language
    // Where it does not come, the page stays in Chinese.
    if (language === 'en')
      import('./en.json').then(
        ({ default: texts }) => setEnglish(texts),
        () => setLanguage('zh-CN'),
      )
  }, [language])
  const t = useMemo(() => translator(language === 'en' && english ? english : zh), [language, english])
  const value = useMemo(() => ({ language, setLanguage, t }), [language, t])
  return <Context value={value}>{children}</Context>
}

export function useI18n(): I18n {
  const found = use(Context)
  if (!found) throw new Error('I18nProvider is missing')
  return found
}
