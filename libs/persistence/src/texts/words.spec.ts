import { tokensOf, wordsOf } from './words'

const asked = (text: string) => wordsOf(text).map(({ tokens, isBeginning }) => tokens.join(' ') + (isBeginning ? ' …' : ''))

describe('a text as it is indexed', () => {
  it.each([
    ['停水通知：11月25日', '停 水 通 知 11 月 25 日'],
    ['ＫＮ９５口罩、Wi-Fi', 'kn95 口 罩 wi fi'],
    ['易家桥社区（7幢）', '易 家 桥 社 区 7 幢'],
    ['䶮城𠂇', '䶮 城 𠂇'],
    ['①号楼 ㎡ cafe\u0301', '1 号 楼 m2 café'],
    ['“——！”', ''],
  ])('%s', (text, tokens) => {
    expect(tokensOf(text).join(' ')).toBe(tokens)
  })
})

describe('words that somebody looks for', () => {
  it.each([
    ['停水通知', ['停 水', '通 知']],
    ['老年人免费体检', ['老 年 人', '免 费', '体 检']],
    ['疫苗接种', ['疫 苗', '接 种']],
    ['城镇居民养老保险认证', ['城 镇', '居 民', '养 老', '保 险', '认 证']],
    ['易家桥 停电', ['易 家 桥', '停 电']],
    ['社保卡怎么补办？', ['社 保 卡', '补 办']],
    ['请问高龄津贴在哪里领', ['高 龄', '津 贴', '领']],
    ['ｋｎ95口罩', ['kn95 …', '口 罩']],
    ['wifi', ['wifi …']],
    ['3.5', ['3 5']],
    ['水', ['水']],
    ['怎么', ['怎 么']],
    ['，。"*', []],
  ])('%s', (text, words) => {
    expect(asked(text)).toEqual(words)
  })
})
