import { isFromElsewhere } from './same-origin.guard'

describe('a request that a cookie may open', () => {
  it.each([
    ['the page itself', { 'sec-fetch-site': 'same-origin', origin: 'https://yiwang.example' }, false],
    ['the address line', { 'sec-fetch-site': 'none' }, false],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, true],
    ['a neighbour below the same name', { 'sec-fetch-site': 'same-site', origin: 'https://blog.yiwang.example' }, true],
    ['the page itself, over plain http', { origin: 'http://yiwang.example' }, false],
    ['another site, over plain http', { origin: 'http://evil.example' }, true],
    ['another port of the machine, over plain http', { origin: 'http://yiwang.example:8081' }, true],
    ['a page that has no origin', { origin: 'null' }, true],
    ['no browser', {}, false],
  ])('from %s: %j is from elsewhere: %s', (_, headers, expected) => {
    expect(isFromElsewhere({ headers, host: 'yiwang.example' })).toBe(expected)
  })
})
