import { draftsOf, dropDraft, dropDrafts, dropOthersDrafts, keepDraft, readDraft } from './drafts'

/** As much of the browser's storage as drafts ask of it. */
function storage(): Storage {
  const kept = new Map<string, string>()
  const doors = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  }
  return new Proxy(doors, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }) as never
}

describe('drafts', () => {
  beforeEach(() => Object.assign(globalThis, { sessionStorage: storage() }))
  afterAll(() => Reflect.deleteProperty(globalThis, 'sessionStorage'))

  it('of one kind stand beside each other, the newest first, for their own account only', () => {
    keepDraft('op', 'call.1764400000000', { description: '灯坏了' })
    keepDraft('op', 'call.1764400500000', { description: '漏水' })
    keepDraft('op', 'answer.t1', { reply: '已报修' })
    keepDraft('other', 'call.1764400900000', { description: '别人的' })
    expect(draftsOf('op', 'call')).toEqual([
      { begun: '1764400500000', values: { description: '漏水' } },
      { begun: '1764400000000', values: { description: '灯坏了' } },
    ])
    dropDraft('op', 'call.1764400500000')
    expect(draftsOf('op', 'call').map(({ begun }) => begun)).toEqual(['1764400000000'])
  })

  it('are gone at sign-out, and somebody else’s when another person signs in', () => {
    keepDraft('op', 'call.1', { phone: '1' })
    keepDraft('other', 'call.2', { phone: '2' })
    dropOthersDrafts('op')
    expect([readDraft('op', 'call.1'), readDraft('other', 'call.2')]).toEqual([{ phone: '1' }, undefined])
    dropDrafts()
    expect(readDraft('op', 'call.1')).toBeUndefined()
  })
})
