import { noAnswers, questions, toNeed } from './need'

const words = { kind: '送餐', place: '登记的住址' }
const mine = { ...noAnswers, kind: 'meal', who: 'self', where: 'registered', name: '李秀兰 ', phone: '13800138000' } as const
const theirs = { ...mine, who: 'other', otherName: '王桂英', where: 'elsewhere', address: '新村 8 幢', call: 'other' } as const

describe('a need typed at the kiosk', () => {
  it('asks for an address only where nobody knows it, and whom to call only where there are two', () => {
    expect(questions(mine)).toEqual(['what', 'more', 'who', 'where', 'name', 'phone', 'check'])
    expect(questions(theirs)).toEqual(['what', 'more', 'who', 'otherName', 'where', 'address', 'name', 'call', 'phone', 'check'])
  })

  it('says where to come, and whose the telephone is', () => {
    const reporter = { name: '李秀兰', phone: '13800138000' }
    expect(toNeed(mine, words)).toEqual({ reporter, description: '送餐', place: '登记的住址' })
    expect(toNeed({ ...mine, where: 'elsewhere', address: '新村 8 幢' }, words)).toEqual({
      reporter: { ...reporter, address: '新村 8 幢' },
      description: '送餐',
    })
    const beneficiary = { name: '王桂英', phone: '13800138000', address: '新村 8 幢' }
    expect(toNeed(theirs, words)).toEqual({ reporter: { name: '李秀兰' }, beneficiary, description: '送餐' })
    expect(toNeed({ ...theirs, call: 'self' }, words)).toEqual({
      reporter,
      beneficiary: { name: '王桂英', address: '新村 8 幢' },
      description: '送餐',
    })
  })
})
