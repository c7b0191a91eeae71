import { FetchSession, type SessionRequest } from './kafka-fetch-session'

const at = (offsets: Record<number, number>, topic = 'a') => ({
  topic,
  partitions: Object.entries(offsets).map(([partition, offset]) => ({ partition: Number(partition), fetchOffset: String(offset), maxBytes: 1 })),
})

describe('a fetch session', () => {
  let session: FetchSession
  let asked: SessionRequest
  const answered = (answer: { errorCode?: number; sessionId?: number }, to = asked) => session.answers(to, answer)
  const say = (...wanted: ReturnType<typeof at>[]) => {
    asked = session.next(wanted)
    const { sessionId, sessionEpoch, topics, forgottenTopics } = asked
    const said = topics.map(({ topic, partitions }) => `${topic} ${partitions.map(({ partition, fetchOffset }) => `${partition}@${fetchOffset}`)}`)
    const forgotten = forgottenTopics.map(({ topic, partitions }) => `${topic} ${partitions}`)
    return { session: `${sessionId}/${sessionEpoch}`, said, ...(forgotten.length && { forgotten }) }
  }

  beforeEach(() => {
    session = new FetchSession()
  })

  it('says everything first, then only what moved, what is new and what is no longer wanted', () => {
    expect(say(at({ 0: 5, 1: 7 }), at({ 0: 1 }, 'b'))).toEqual({ session: '0/0', said: ['a 0@5,1@7', 'b 0@1'] })
    expect(answered({ errorCode: 0, sessionId: 9 })).toBe(true)
    expect(say(at({ 0: 5, 1: 8 }), at({ 0: 1 }, 'b'))).toEqual({ session: '9/1', said: ['a 1@8'] })
    answered({ errorCode: 0, sessionId: 9 })
    expect(say(at({ 0: 5, 2: 0 }))).toEqual({ session: '9/2', said: ['a 2@0'], forgotten: ['a 1', 'b 0'] })
    answered({ errorCode: 0, sessionId: 9 })
    expect(say(at({ 0: 5, 1: 8, 2: 0 }))).toEqual({ session: '9/3', said: ['a 1@8'] })
  })

  it('begins anew where the broker does not know it, and where nobody knows whether it was heard', () => {
    say(at({ 0: 5, 1: 7 }))
    answered({ errorCode: 0, sessionId: 9 })
    say(at({ 0: 6, 1: 7 }))
    expect(answered({ errorCode: 70, sessionId: 0 })).toBe(false)
    expect(say(at({ 0: 6, 1: 7 }))).toEqual({ session: '0/0', said: ['a 0@6,1@7'] })
    answered({ errorCode: 0, sessionId: 10 })
    say(at({ 0: 6, 1: 8 }))
    session.fails(asked)
    // Names the session that it ends.
    expect(say(at({ 0: 6, 1: 8 }))).toEqual({ session: '10/0', said: ['a 0@6,1@8'] })
  })

  it('says everything each time to a broker that has no room for it, or is too old', () => {
    for (const answer of [{ errorCode: 0, sessionId: 0 }, {}]) {
      expect(say(at({ 0: 5 }))).toEqual({ session: '0/0', said: ['a 0@5'] })
      expect(answered(answer)).toBe(true)
    }
    // Refused all the same, it is an answer: what was asked was everything.
    say(at({ 0: 5 }))
    expect(answered({ errorCode: 71 })).toBe(true)
  })

  it('is not moved by the answer to a fetch that nobody waits for any more', () => {
    say(at({ 0: 5 }))
    answered({ errorCode: 0, sessionId: 9 })
    say(at({ 0: 6 }))
    const before = asked
    // Its consumer was stopped, and has begun again.
    expect(say(at({ 0: 6 }))).toEqual({ session: '0/0', said: ['a 0@6'] })
    answered({ errorCode: 0, sessionId: 10 })
    answered({ errorCode: 0, sessionId: 9 }, before)
    session.fails(before)
    expect(say(at({ 0: 7 }))).toEqual({ session: '10/1', said: ['a 0@7'] })
  })
})
