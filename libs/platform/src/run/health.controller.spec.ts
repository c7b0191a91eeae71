import { Readiness } from './health.controller'

describe('readiness', () => {
  it('names what is missing, and asks no more for what held once', async () => {
    const readiness = new Readiness()
    const answers = { areas: [false, true, false], keys: [true, false] }
    readiness.require('areas', async () => answers.areas.shift() ?? false)
    readiness.require('keys', async () => answers.keys.shift() ?? false)
    readiness.require('broken', () => Promise.reject(new Error('away')))
    expect(await readiness.missing()).toEqual(['areas', 'broken'])
    expect(await readiness.missing()).toEqual(['broken'])
    expect(await readiness.missing()).toEqual(['broken'])
    expect(answers).toEqual({ areas: [false], keys: [false] })
  })
})
