import { csvOf } from './csv'

describe('a table as a file', () => {
  it('keeps commas, quotes and lines within their cells, line for line', () => {
    expect(
      csvOf([
        ['时间', 'a,b', 'c"d'],
        [1, undefined, 'e\nf'],
      ]),
    ).toBe('"时间","a,b","c""d"\r\n"1","","e\nf"\r\n')
  })
  it.each(['=1+1', '+1', '-1', '@x'])('has %s as a text, not as a formula', (text) => {
    expect(csvOf([[text]])).toBe(`"'${text}"\r\n`)
  })
})
