import { newestOfEach } from './newest'

describe('lines about the same thing', () => {
  it('have one that is the newest, and is asked about', () => {
    const line = (id: string, at: number) => ({ ref: { id }, at })
    const lines = [line('a', 5), line('b', 4), line('a', 3), line('a', 2), line('c', 1)]
    expect(lines.filter((one) => newestOfEach(lines).has(one))).toEqual([lines[0], lines[1], lines[4]])
  })
})
