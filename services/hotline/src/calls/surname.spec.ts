import { surnameOf } from './surname'

describe('somebody is greeted', () => {
  it.each([
    ['王桂英', '王'],
    ['欧阳明', '欧阳'],
    ['欧阳', '欧'],
    ['司马相如', '司马'],
    ['阿依古丽·买买提', '阿依古丽'],
    ['José Li', 'José'],
    ['𠮷小明', '𠮷'],
    ['王', undefined],
    ['Madonna', undefined],
    ['买买提江木', undefined],
  ])('%s as %s', (name, surname) => {
    expect(surnameOf(name)).toBe(surname)
  })
})
