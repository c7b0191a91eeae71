import en from './en.json'
import { translator } from './language'
import zh from './zh-CN.json'

const leaves = (texts: object, before = ''): [string, string][] =>
  Object.entries(texts).flatMap(([name, text]) => (typeof text === 'string' ? [[before + name, text]] : leaves(text, `${before}${name}.`)))

const filled = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe('the texts of the pages', () => {
  const english = Object.fromEntries(leaves(en))
  it('are all there in both languages, and fill in the same', () => {
    expect(Object.keys(english).sort()).toEqual(
      leaves(zh)
        .map(([name]) => name)
        .sort(),
    )
    expect(leaves(zh).filter(([name, text]) => filled(text).join() !== filled(english[name] ?? '').join())).toEqual([])
  })
  it('say one ticket, and two tickets', () => {
    const t = translator(en)
    expect([1, 2, 0].map((count) => t('operator.news', { count }))).toEqual(['1 new ticket', '2 new tickets', '0 new tickets'])
  })
  it('are Chinese and English', () => {
    expect(Object.entries(english).filter(([name, text]) => !text || (/\p{Script=Han}/u.test(text) && name !== 'app.otherLanguage'))).toEqual([])
  })
})
