import { EndedSessions } from './ended-sessions'

const away = async () => Promise.reject(new Error('identity is away'))

describe('sessions that have ended', () => {
  it('are known by their sid, and told of once', () => {
    const ended = new EndedSessions()
    const news = jest.fn()
    ended.news.subscribe(news)
    expect(ended.has('a')).toBe(false)
    ended.add(['a'])
    ended.add(['a'])
    expect([ended.has('a'), ended.has('b'), ended.has(undefined)]).toEqual([true, false, false])
    expect(news).toHaveBeenCalledTimes(1)
  })

  it('are forgotten once no token of theirs can be good', () => {
    const ended = new EndedSessions()
    const now = jest.spyOn(performance, 'now')
    now.mockReturnValue(0)
    ended.add(['a'])
    now.mockReturnValue(16 * 60_000)
    ended.add(['b'])
    expect(ended.has('a')).toBe(true)
    now.mockReturnValue(21 * 60_000)
    ended.add(['c'])
    expect([ended.has('a'), ended.has('b')]).toEqual([false, true])
    now.mockRestore()
  })

  it('are all known where identity is not asked for, as in a test of one service', async () => {
    expect(new EndedSessions().isCurrent()).toBe(true)
    await new EndedSessions().require()
  })
})

describe('whether all of them are known', () => {
  it('is once identity’s list was read, for as long as news come', async () => {
    const ended = new EndedSessions('http://127.0.0.1:9')
    const source = jest.fn(async () => ['a'])
    let hears = true
    ended.readFrom(source)
    ended.hear(() => hears)
    expect(ended.isCurrent()).toBe(false)
    await ended.begin()
    expect([ended.isCurrent(), ended.has('a')]).toEqual([true, true])
    await ended.require()
    await ended.begin()
    expect(source).toHaveBeenCalledTimes(1)

    hears = false
    await ended.require()
    await ended.require()
    expect(source).toHaveBeenCalledTimes(3)
  })

  it('is so also while identity is away, for as long as news come', async () => {
    const ended = new EndedSessions()
    ended.readFrom(async () => [])
    ended.hear(() => true)
    await ended.begin()
    ended.readFrom(away)
    await ended.lookAgain()
    expect(ended.isCurrent()).toBe(true)
    await ended.require()
  })

  it('is not where something was missed, until the list is read anew', async () => {
    const ended = new EndedSessions()
    ended.readFrom(async () => [])
    ended.hear(() => true)
    await ended.begin()
    ended.readFrom(async () => ['told meanwhile'])
    ended.missed()
    expect(ended.isCurrent()).toBe(false)
    await ended.require()
    expect(ended.has('told meanwhile')).toBe(true)
  })

  it('is not where something was missed while the list was read: that reading may have come too early', async () => {
    const ended = new EndedSessions()
    const answers: ((sids: string[]) => void)[] = []
    ended.readFrom(() => new Promise((resolve) => answers.push(resolve)))
    ended.hear(() => true)
    const begun = ended.begin()
    ended.missed()
    const required = ended.require()
    answers[0]?.([])
    await begun
    expect(ended.isCurrent()).toBe(false)
    while (answers.length < 2) await Promise.resolve()
    answers[1]?.(['told meanwhile'])
    await required
    expect([ended.isCurrent(), ended.has('told meanwhile'), answers.length]).toEqual([true, true, 2])
  })

  it('is not where the list was read before the first news could come', async () => {
    const ended = new EndedSessions()
    let hears = false
    ended.readFrom(async () => [])
    ended.hear(() => hears)
    await ended.begin()
    hears = true
    expect(ended.isCurrent()).toBe(false)
    ended.readFrom(async () => ['told between'])
    await ended.require()
    expect([ended.isCurrent(), ended.has('told between')]).toEqual([true, true])
  })

  it('is nobody’s guess where neither news come nor identity answers: who must know is told to wait, the others go on', async () => {
    const ended = new EndedSessions()
    ended.readFrom(away)
    ended.hear(() => false)
    await ended.begin()
    await ended.lookAgain()
    await expect(ended.require()).rejects.toMatchObject({ code: 'sessions-unknown', details: { retryAfter: 1 } })
  })

  it('asks once for all who want to know at the same moment', async () => {
    const ended = new EndedSessions()
    const source = jest.fn(async () => [])
    ended.readFrom(source)
    await Promise.all([ended.require(), ended.require(), ended.begin()])
    expect(source).toHaveBeenCalledTimes(1)
  })
})
