import { leftBehind, withWords, wordsIn } from './keptWords'

describe('words written for an action that a colleague was quicker with', () => {
  const written = (action: string) => (action === 'answer' ? { reply: '灯已报修', solved: false } : undefined)

  it('are left behind once that action is not possible any more', () => {
    expect(leftBehind(['answer', 'dispatch'], written)).toBeUndefined()
    expect(leftBehind(['accept', 'return'], written)).toBe('answer')
  })
  it('are not looked for where nothing was written', () => {
    expect(leftBehind(['accept'], () => ({ reply: '  ' }))).toBeUndefined()
    expect(leftBehind(['accept'], () => undefined)).toBeUndefined()
  })
  it('go to the next action’s own field, below what stands there', () => {
    expect(withWords('return', '灯已报修', undefined)).toEqual({ reason: '灯已报修' })
    expect(withWords('resolve', '灯已报修', { reply: '已看过。' })).toEqual({ reply: '已看过。\n灯已报修' })
    expect(wordsIn('dispatch', { unitId: 'u' })).toBe('')
  })
})
