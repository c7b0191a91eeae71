import { type Code, issue, tryCode } from './code'

const now = new Date('2026-12-01T09:00:00+08:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const issued = (hash: string, at = now, known?: Code) => ({ ...known, ...issue(known, { id: 'phone', hash }, at).set }) as Code

describe('a code', () => {
  it('is good once, for five minutes', () => {
    const code = issued('right')
    expect(tryCode(code, 'right', after(4)).right).toBe(true)
    expect(tryCode(code, 'right', after(5)).right).toBe(false)
    const used = { ...code, ...tryCode(code, 'right', now).decision?.set } as Code
    expect(tryCode(used, 'right', now).right).toBe(false)
  })

  it('is over after five wrong ones, and then not even the right one is right', () => {
    let code = issued('right')
    for (let n = 0; n < 5; n++) code = { ...code, ...tryCode(code, `wrong ${n}`, now).decision?.set }
    expect(tryCode(code, 'right', now)).toEqual({ right: false })
  })

  it('takes the place of the one before', () => {
    const second = issued('second', after(1), issued('first'))
    expect(tryCode(second, 'first', after(1)).right).toBe(false)
    expect(tryCode(second, 'second', after(1)).right).toBe(true)
  })

  it('is sent five times in an hour at most', () => {
    let code: Code | undefined
    for (let n = 0; n < 5; n++) code = issued(`${n}`, after(n), code)
    expect(() => issue(code, { id: 'phone', hash: 'x' }, after(59))).toThrow(
      expect.objectContaining({ code: 'too-many-codes', details: expect.objectContaining({ retryAfter: 60 }) }),
    )
    expect(issued('x', after(60), code).sent).toHaveLength(5)
  })

  it('is wrong where none was sent', () => {
    expect(tryCode(undefined, 'x', now)).toEqual({ right: false })
  })
})
