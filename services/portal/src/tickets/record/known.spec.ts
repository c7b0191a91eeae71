import { afterNumber, areaByHand, chosenBy, type Following, type Known, nameByHand, named, nobody } from './known'

const blank: Following = { 'reporter.name': '', areaCode: [], residentId: '', known: nobody }
const chen: Known = { phone: '19900000001', residentId: 'r1', name: '陈建国', areaCode: ['320613', '320613004'] }
const wang: Known = { phone: '19900000002', residentId: 'r2', name: '王秀英', areaCode: ['320602'] }
const son: Known = { ...chen, residentId: 'r3', name: '陈小军' }
const after = (values: Following, phone: string, people?: Known[]) => ({ ...values, ...afterNumber(values, phone, people) })
const asChen = after(blank, chen.phone, [chen])

describe('what follows the caller’s number', () => {
  it('is the name and area of the one person who has it', () => {
    expect(asChen).toEqual({ 'reporter.name': '陈建国', areaCode: chen.areaCode, residentId: 'r1', known: chen })
  })
  it('goes with the number as soon as that is another, before anybody is known under the new one', () => {
    expect(after(asChen, '1990000000')).toEqual(blank)
    expect(after(asChen, wang.phone, [wang])).toMatchObject({ 'reporter.name': '王秀英', areaCode: wang.areaCode, residentId: 'r2' })
    expect(after(asChen, '13900000000', [])).toEqual(blank)
  })
  it('leaves alone what was written by hand, and tells it apart', () => {
    const corrected = { ...asChen, ...named(asChen, '陈先生') }
    expect(corrected.residentId).toBe('')
    expect([nameByHand(corrected), areaByHand(corrected), nameByHand(asChen)]).toEqual([true, false, false])
    expect(after(corrected, wang.phone, [wang])).toMatchObject({ 'reporter.name': '陈先生', areaCode: wang.areaCode, residentId: '' })
    const elsewhere = { ...asChen, areaCode: ['320681'] }
    expect(after(elsewhere, wang.phone, [wang])).toMatchObject({ 'reporter.name': '王秀英', areaCode: ['320681'], residentId: 'r2' })
  })
  it('knows a person again whose registered name is written by hand', () => {
    expect({ ...asChen, ...named(asChen, '陈建国') }.residentId).toBe('r1')
  })
  it('takes nobody of several until one is chosen, and keeps the choice while the number stays', () => {
    expect(afterNumber(blank, chen.phone, [chen, son])).toBeUndefined()
    const chosen = chosenBy({ ...blank, 'reporter.name': '陈先生' }, son)
    expect(chosen).toMatchObject({ 'reporter.name': '陈小军', residentId: 'r3' })
    expect(afterNumber(chosen, chen.phone, [chen, son])).toBeUndefined()
    expect(afterNumber(chosen, chen.phone, undefined)).toBeUndefined()
    expect(after(chosen, wang.phone, [wang])['reporter.name']).toBe('王秀英')
  })
})
