import { soughtIn } from './sought-in'

const nantong = { areaCode: '0513' }
const phone = (number: string, whole: boolean) => ({ sought: { phone: number }, whole })

describe('whom words name by a number', () => {
  it.each([
    '13800138000',
    '13800138000x',
    'x13800138000',
    '１３８００１３８０００',
    '138 0013 8000',
    '138-0013-8000',
    '138—0013—8000.',
    '1 3 8 0 0 1 3 8 0 0 0',
    '(138)0013/8000',
    '138\u200b0013\u200d8000x',
    '138OO138OOO',
    'l38OOl38OOOx',
    '一三八零零一三八零零零',
    '幺三八〇〇幺三八〇〇〇',
    '一三八 ００一三 八000x',
    '١٣٨٠٠١٣٨٠٠٠',
    '+86 138 0013 8000',
    '电话：13800138000',
  ])('a telephone, and nothing else: %j', (text) => {
    expect(soughtIn(text, nantong)).toEqual(phone('13800138000', true))
  })

  it.each([
    ['13800138000 路灯', phone('13800138000', false)],
    ['谁打来的13800138000', phone('13800138000', false)],
    ['王桂英 138 0013 8000', phone('13800138000', false)],
    ['85120004 电梯', phone('051385120004', false)],
    ['1380013', { sought: { number: '1380013' }, whole: false }],
    ['1380013800x', { sought: { number: '1380013800' }, whole: false }],
    ['320602195203', { sought: { number: '320602195203' }, whole: false }],
    ['520314002X', { sought: { number: '520314002' }, whole: false }],
    ['身份证 3206 0219 5203', { sought: { number: '320602195203' }, whole: false }],
  ])('a telephone among words, or a part of a number: %j', (text, found) => {
    expect(soughtIn(text, nantong)).toEqual(found)
  })

  it.each(['路灯', '三号楼一单元 501', '12345', '12345 没人接', '7 幢 12 号 301 室', '六一儿童节', '二十一路', 'lollipop hello', 'SOS', ''])(
    'nobody: %j',
    (text) => {
      expect(soughtIn(text, nantong)).toEqual({ sought: {}, whole: false })
    },
  )
})
