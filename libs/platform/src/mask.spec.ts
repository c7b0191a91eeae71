import { maskAddress } from './mask'

it('shows the beginning of an address, and never the whole of a short one', () => {
  expect(['易家桥新村12幢302室', '测试路 9 号', '测试路1号', '1号', '某'].map(maskAddress)).toEqual([
    '易家桥新村1****',
    '测试路****',
    '测试****',
    '1****',
    '****',
  ])
})
