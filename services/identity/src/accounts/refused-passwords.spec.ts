import { refusal } from './refused-passwords'

const whose = { account: 'zhou.min', name: '周敏', areas: ['易家桥社区居委会', '新城桥街道', '崇川区', '南通市'] }

describe('a password is refused', () => {
  it.each(['password1', 'Password1', '1qaz2wsx', 'iloveyou1', '147258369', '!password1!'])('where it is one of the commonest (%s)', (password) => {
    expect(refusal(password, whose)).toBe('common-password')
  })

  it.each([
    'zhou.min',
    'ZhouMin2026',
    'minzhou@1985',
    '周敏周敏周敏周敏',
    '周敏20260101',
    'nantong123456',
    '南通市崇川区2026',
    'yijiaqiao!!!!',
    'Yiwang@2026',
    '一网一网一网一网',
    'admin_yiwang_123',
    'woaini5201314',
    'qwertasdfg',
    '88888888',
    'hgfedcba',
  ])('where whoever knows its owner would try it (%s)', (password) => {
    expect(refusal(password, whose)).toBeDefined()
  })

  it.each(['kaso-mive-tupo-lera', '一个很长的口令 2026', 'four words in row', '周敏爱吃红烧肉', 'zhoumin-tz7q', '雨天带伞出门去', 'correct horse'])(
    'not where it has something of its own (%s)',
    (password) => {
      expect(refusal(password, whose)).toBeUndefined()
    },
  )

  it('without a rule about kinds of characters', () => {
    expect(refusal('aaabnmwrtzu', whose)).toBeUndefined()
  })
})
