import { progress } from './tell'

describe('long work', () => {
  it('tells of each ten thousand once, however they come', () => {
    const told: number[] = []
    const did = progress((done) => told.push(done))
    for (const more of [9_999, 0, 1, 256, 25_000, 1]) did(more)
    expect(told).toEqual([10_000, 35_256])
  })
})
