import { Silence } from './silence'

const minute = 60_000

describe('silence at a screen', () => {
  it('is over once nobody showed a sign of life for long enough; any begins it anew', () => {
    const silence = new Silence(minute, 0)
    expect(silence.sign('keydown', 50_000)).toBe(true)
    expect([silence.isOver(109_999), silence.left(109_999), silence.isOver(110_000)]).toEqual([false, 1, true])
  })

  it('is ended by no key that comes after its time: the machine slept, and who wakes it is somebody', () => {
    const silence = new Silence(minute, 0)
    for (const kind of ['keydown', 'pointerdown', 'compositionstart']) expect(silence.sign(kind, minute)).toBe(false)
    expect(silence.isOver(minute)).toBe(true)
  })

  it('lasts longer while an input method composes', () => {
    const silence = new Silence(minute, 0)
    silence.sign('compositionstart', 0)
    silence.sign('compositionupdate', 1_000)
    expect([silence.isOver(180_999), silence.isOver(181_000)]).toEqual([false, true])
    silence.sign('compositionend', 2_000)
    expect([silence.isOver(61_999), silence.isOver(62_000)]).toEqual([false, true])
  })
})
