import { changed, lookedAt, noFaults, shownFaults } from './faults'

const refused = { found: {}, told: { 'reporter.phone': '没有这个号码' } }
const fine = () => undefined

describe('what is wrong with a form', () => {
  it('keeps the service’s word on a field that is merely left, with which the page itself finds no fault', () => {
    expect(shownFaults(lookedAt(refused, 'reporter.phone', undefined))).toEqual({ 'reporter.phone': '没有这个号码' })
  })
  it('forgets it once that field has another value, and not when another field has', () => {
    expect(shownFaults(changed(refused, ['description'], fine))).toEqual({ 'reporter.phone': '没有这个号码' })
    expect(shownFaults(changed(refused, ['reporter.phone'], fine))).toEqual({})
  })
  it('looks again at a field that was wrong while it is put right, whoever said that it was', () => {
    expect(shownFaults(changed(refused, ['reporter.phone'], () => '请填写'))).toEqual({ 'reporter.phone': '请填写' })
    const empty = lookedAt(noFaults, 'description', '请填写')
    expect(shownFaults(changed(empty, ['description'], fine))).toEqual({})
  })
  it('says nothing of a field that is only being typed', () => {
    expect(shownFaults(changed(noFaults, ['description'], () => '请填写'))).toEqual({})
  })
})
