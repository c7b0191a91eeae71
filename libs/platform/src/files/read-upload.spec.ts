import { PassThrough } from 'node:stream'
import { readUpload } from './read-upload'

const KiB = 1024
const use = { field: 'photo', max: 1024 * KiB, types: ['image/png'] }
const BEGINNING = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n'

/** A form on its way, of which the file has begun. */
async function begun() {
  const raw = Object.assign(new PassThrough({ highWaterMark: 2 ** 24 }), { headers: { 'content-type': 'multipart/form-data; boundary=x' } })
  raw.write(BEGINNING)
  raw.write(Buffer.alloc(KiB))
  const { file } = await readUpload({ raw } as never, {} as never, use)
  const read = (async () => {
    let length = 0
    for await (const chunk of file.bytes) length += chunk.length
    return length
  })()
  read.catch(() => undefined)
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return { raw, read, turn }
}

describe('a file on its way', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }))
  afterEach(() => jest.useRealTimers())

  it('may take its time, as long as it comes on', async () => {
    const { raw, read, turn } = await begun()
    for (let half = 0; half < 10; half++) {
      raw.write(Buffer.alloc(70 * KiB))
      await turn()
      jest.advanceTimersByTime(30_000)
    }
    raw.end('\r\n--x--\r\n')
    expect(await read).toBe(701 * KiB)
  })

  it('is cut off where it hardly comes', async () => {
    const { raw, read, turn } = await begun()
    raw.write(Buffer.alloc(70 * KiB))
    await turn()
    jest.advanceTimersByTime(30_000)
    raw.write(Buffer.alloc(20 * KiB))
    await turn()
    jest.advanceTimersByTime(30_000)
    await expect(read).rejects.toMatchObject({ status: 408 })
  })

  it('is over where its line is down', async () => {
    const { raw, read } = await begun()
    raw.destroy()
    await expect(read).rejects.toMatchObject({ status: 400 })
  })
})
