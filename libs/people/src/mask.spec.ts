import { maskAddress, maskName, maskPhone } from './mask'

it('shows the beginning of an address, and never the whole of a short one', () => {
  expect(['易家桥新村12幢302室', '测试路 9 号', '测试路1号', '1号', '某'].map(maskAddress)).toEqual([
    '易家桥新村1****',
    '测试路****',
    '测试****',
    '1****',
    '****',
  ])
})

it('shows neither the middle of a telephone number nor its extension', () => {
  expect(['13800138000', '051385510000', '051385510000-801', '95598'].map(maskPhone)).toEqual([
    '138****8000',
    '051****0000',
    '051****0000-***',
    '*****',
  ])
})

it('counts a character outside the basic plane once, and never cuts it', () => {
  expect(['𠮷野家', '王𠮷', '𡗗'].map(maskName)).toEqual(['𠮷**', '王*', '𡗗'])
  expect(maskAddress('𠮷𠮷')).toBe('𠮷****')
})
