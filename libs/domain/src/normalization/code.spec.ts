import { digitsOf, normalCode, normalIdentityNumber, normalTicketNumber } from './code'

describe('a number that was read aloud, typed or pasted', () => {
  it.each([
    ['202611230000017', '20261123-000001-7'],
    ['20261123-000001-7', '20261123-000001-7'],
    ['20261123 000001 7', '20261123-000001-7'],
    ['２０２６１１２３－０００００１－７', '20261123-000001-7'],
    ['20261123—000001—7', '20261123-000001-7'],
    ['\u202d20261123-000001-7\u202c', '20261123-000001-7'],
    ['2O261123-OOOOOl-7', '20261123-000001-7'],
    [' 20261123\u00ad000001\u200b7 ', '20261123-000001-7'],
    ['2026', '2026'],
    ['灯坏了', '灯坏了'],
  ])('names the ticket: %j is %s', (typed, number) => {
    expect(normalTicketNumber(typed)).toBe(number)
  })

  it.each([
    ['4829 1307', '48291307'],
    ['4829-1307', '48291307'],
    ['4829_1307', '48291307'],
    ['4829～1307', '48291307'],
    ['４８２９１３０７', '48291307'],
    ['4 8 2 9 1 3 0 7', '48291307'],
    ['4829\u00a01307\u200b', '48291307'],
    ['4829l3O7', '48291307'],
  ])('is its digits: %j is %s', (typed, digits) => {
    expect(digitsOf(typed)).toBe(digits)
  })

  it.each([
    ['11010519491231002x', '11010519491231002X'],
    ['110105 19491231 002X', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    ['110105-19491231-002×', '11010519491231002X'],
    ['11010519491231002Х', '11010519491231002X'],
    ['11O1O519491231OO2X', '11010519491231002X'],
    ['\u202d11010519491231002X\u202c', '11010519491231002X'],
  ])('is an identity number: %j is %s', (typed, number) => {
    expect(normalIdentityNumber(typed)).toBe(number)
  })

  it.each([
    [' KIOSK－DEMO－１ ', 'KIOSK-DEMO-1'],
    ['KIOSK–DEMO–1', 'KIOSK-DEMO-1'],
    ['1000 0001', '10000001'],
    ['WO-1\u200b', 'WO-1'],
    ['li_ming', 'li_ming'],
    ['li＿ming~2', 'li_ming~2'],
  ])('with letters keeps them: %j is %s', (typed, code) => {
    expect(normalCode(typed)).toBe(code)
  })

  it('is not tidied where it is far too long', () => {
    const long = '1 '.repeat(50_000)
    expect([digitsOf(long), normalTicketNumber(long), normalIdentityNumber(long), normalCode(long)]).toEqual([long, long, long, long])
  })
})
