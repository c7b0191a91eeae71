import { accept, afterQuiet, count, LEASE_MS, type Message, type Recipient, refuse, take, tried } from './message'
import { type Template, textOf } from './template'

const noon = new Date('2026-12-01T12:00:00+08:00')
const night = new Date('2026-12-01T23:30:00+08:00')
const after = (ms: number, from = noon) => new Date(from.getTime() + ms)
const to = { id: 'r', to: '13800138000' }
const wanted = { id: 'm', to: to.to, template: 't', purpose: 'code', language: 'zh-CN', values: ['123456'] } as const
const aMessage = (changes: Partial<Message> = {}) => ({ ...accept({ ...wanted, values: ['123456'] }, undefined, noon).set, ...changes }) as Message
const counted = (times: number, purpose: 'code' | 'notice', refused: Recipient['refused'] = []) => {
  let known: Recipient | undefined = refused.length
    ? (refuse(undefined, { ...to, purpose: refused[0], refused: true }, noon).set as Recipient)
    : undefined
  const whys: unknown[] = []
  for (let n = 0; n < times; n++) {
    const { decision, why } = count(known, { ...to, purpose }, noon)
    whys.push(why)
    if (decision) known = { ...known, ...decision.set } as Recipient
  }
  return { known, whys }
}

describe('how much a telephone is sent', () => {
  it('ends for the day with the tenth code and the fifth of everything else, and begins anew the next day', () => {
    expect(counted(11, 'code').whys.slice(9)).toEqual([undefined, 'too-many'])
    const { known, whys } = counted(6, 'notice')
    expect(whys.slice(4)).toEqual([undefined, 'too-many'])
    expect(count(known, { ...to, purpose: 'code' }, noon).why).toBeUndefined()
    expect(count(known, { ...to, purpose: 'notice' }, after(12 * 3_600_000)).why).toBeUndefined()
  })

  it('is nothing of a kind that its owner refused, but codes; until they want it again', () => {
    const { known } = counted(0, 'notice', ['notice'])
    expect(count(known, { ...to, purpose: 'notice' }, noon).why).toBe('refused-by-recipient')
    expect(count(known, { ...to, purpose: 'visit' }, noon).why).toBeUndefined()
    expect(count({ ...(known as Recipient), refused: ['code'] }, { ...to, purpose: 'code' }, noon).why).toBeUndefined()
    const again = { ...known, ...refuse(known, { ...to, purpose: 'notice', refused: false }, noon).set } as Recipient
    expect(count(again, { ...to, purpose: 'notice' }, noon).why).toBeUndefined()
  })

  it('keeps what was refused while it counts', () => {
    const { known } = counted(2, 'code', ['notice'])
    expect(known).toMatchObject({ refused: ['notice'], codes: 2, expiresAt: undefined })
    expect(counted(1, 'code').known?.expiresAt).toEqual(new Date('2026-12-03T00:00:00+08:00'))
  })
})

describe('a message', () => {
  it('of a quiet hour waits for the morning, and a code does not', () => {
    expect(afterQuiet(night)).toEqual(new Date('2026-12-02T08:00:00+08:00'))
    expect(afterQuiet(new Date('2026-12-01T05:00:00+08:00'))).toEqual(new Date('2026-12-01T08:00:00+08:00'))
    expect(afterQuiet(noon)).toEqual(noon)
    expect(accept({ ...wanted, values: [] }, undefined, night).set.dueAt).toEqual(night)
    expect(accept({ ...wanted, purpose: 'notice', values: [] }, undefined, night).set.dueAt).toEqual(afterQuiet(night))
  })

  it('that nobody is to get is kept without its words', () => {
    expect(accept({ ...wanted, values: ['123456'] }, 'too-many', noon).set).toMatchObject({ state: 'dropped', why: 'too-many', values: [] })
  })

  it('is taken by one, and by another once that one is gone', () => {
    const taken = { ...aMessage(), ...take(aMessage(), noon)?.set } as Message
    expect(taken.attempts).toBe(1)
    expect(take(taken, after(LEASE_MS - 1))).toBeUndefined()
    expect(take(taken, after(LEASE_MS))?.set.attempts).toBe(2)
    expect(take({ ...taken, state: 'sent' }, after(LEASE_MS))).toBeUndefined()
  })

  it('that came too late is dropped', () => {
    expect(take(aMessage({ until: noon }), noon)?.set).toMatchObject({ state: 'dropped', why: 'too-late', values: [] })
  })

  it('waits longer each time the gateway is away, and fails in the end; what is refused fails at once', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => tried(aMessage({ attempts }), 'away', noon, { keep: false }).set.dueAt)
    expect(waits).toEqual([5_000, 30_000, 120_000, 600_000, 3_600_000].map((ms) => after(ms)))
    expect(tried(aMessage({ attempts: 6 }), 'away', noon, { keep: false }).set).toMatchObject({ state: 'failed', why: 'gateway-away', values: [] })
    expect(tried(aMessage({ attempts: 1 }), 'refused', noon, { keep: false }).set).toMatchObject({ state: 'failed', why: 'refused-by-gateway' })
  })

  it('that is sent keeps its words only where they went nowhere', () => {
    expect(tried(aMessage(), 'sent', noon, { keep: false }).set.values).toEqual([])
    expect(tried(aMessage(), 'sent', noon, { keep: true }).set.values).toEqual(['123456'])
  })

  it('begins with the signature', () => {
    const template: Template = {
      name: 't',
      purpose: 'code',
      values: ['code', 'minutes'],
      'zh-CN': '验证码 {code}，{minutes} 分钟',
      en: '{code} for {minutes}',
    }
    expect(textOf(template, ['123456', '5'], 'zh-CN', '南通一网')).toBe('【南通一网】验证码 123456，5 分钟')
    expect(textOf(template, ['123456', '5'], 'en', '南通一网')).toBe('【南通一网】123456 for 5')
  })
})
