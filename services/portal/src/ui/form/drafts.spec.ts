import { closeDrafts, draftsOf, dropDraft, dropDrafts, dropOthersDrafts, hasDrafts, keepDraft, openDrafts, readDraft } from './drafts'

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

const keyOf = (letter: string) => Buffer.alloc(16, letter).toString('base64url')
const stored = () => Object.keys(sessionStorage).map((name) => `${name} ${sessionStorage.getItem(name)}`)
/** Until what is sealed lies there. */
async function lies(count: number): Promise<string[]> {
  while (stored().length !== count) await new Promise((resolve) => setImmediate(resolve))
  return stored()
}

beforeEach(() => {
  Object.assign(globalThis, { sessionStorage: storage() })
  closeDrafts()
})
afterAll(() => Reflect.deleteProperty(globalThis, 'sessionStorage'))

describe('drafts', () => {
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

describe('drafts in the browser’s storage', () => {
  it('are sealed there, and read again by the same account with the same key', async () => {
    await openDrafts('op', keyOf('a'))
    keepDraft('op', 'call.1', { name: '王桂英', phone: '19900000001' })
    expect((await lies(1))[0]).not.toMatch(/王桂英|19900000001|name/)
    closeDrafts()
    expect(hasDrafts('op')).toBe(false)
    await openDrafts('op', keyOf('a'))
    expect(readDraft('op', 'call.1')).toEqual({ name: '王桂英', phone: '19900000001' })
  })

  it.each([
    ['another key', 'op', keyOf('b')],
    ['another account', 'other', keyOf('a')],
  ])('are gone with %s', async (_, account, key) => {
    await openDrafts('op', keyOf('a'))
    keepDraft('op', 'call.1', { phone: '1' })
    await lies(1)
    closeDrafts()
    await openDrafts(account, key)
    expect(stored()).toEqual([])
    expect(readDraft('op', 'call.1')).toBeUndefined()
  })

  it('are not opened where somebody moved one to another form', async () => {
    await openDrafts('op', keyOf('a'))
    keepDraft('op', 'call.1', { phone: '1' })
    await lies(1)
    sessionStorage.setItem('yiwang.draft.op.answer.t1', sessionStorage.getItem('yiwang.draft.op.call.1') as string)
    closeDrafts()
    await openDrafts('op', keyOf('a'))
    expect(readDraft('op', 'answer.t1')).toBeUndefined()
    expect(readDraft('op', 'call.1')).toEqual({ phone: '1' })
  })

  it('lie there as they are at last, and not at all once they are dropped', async () => {
    await openDrafts('op', keyOf('a'))
    for (const phone of ['1', '12', '123']) keepDraft('op', 'call.1', { phone })
    keepDraft('op', 'call.2', { phone: '9' })
    dropDraft('op', 'call.2')
    await lies(1)
    closeDrafts()
    await openDrafts('op', keyOf('a'))
    expect(readDraft('op', 'call.1')).toEqual({ phone: '123' })
    expect(readDraft('op', 'call.2')).toBeUndefined()
  })

  it('are none where there is no key: what is written lives as long as the page', async () => {
    await openDrafts('op', undefined)
    keepDraft('op', 'call.1', { phone: '1' })
    expect(readDraft('op', 'call.1')).toEqual({ phone: '1' })
    expect(stored()).toEqual([])
    await openDrafts('op', keyOf('a'))
    expect(await lies(1)).toHaveLength(1)
  })
})
