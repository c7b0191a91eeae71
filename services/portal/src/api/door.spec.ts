import { door, searchedBy } from './door'

Object.defineProperty(globalThis, 'window', { value: { location: { origin: 'http://house' } }, configurable: true })

const sent: Request[] = []
beforeEach(() => {
  sent.length = 0
  globalThis.fetch = async (request) => {
    sent.push(request as Request)
    return Response.json({ id: 'one' })
  }
})

const photo = new File(['jpeg'], '楼道.jpg', { type: 'image/jpeg' })
// biome-ignore lint/suspicious/noExplicitAny: what its service says of it does not matter here
const photos = door<any>('POST', '/api/hotline/tickets/{id}/photos', { body: { note: {}, floor: { type: 'integer' }, photo: { format: 'binary' } } })

describe('a door that takes a file', () => {
  it('is given a form, with the file behind its fields', async () => {
    await photos({ id: 't', body: { photo, floor: 3, note: '灯坏了' } })
    const [request] = sent as [Request]
    expect(request.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/)
    const form = await request.formData()
    expect([...form.keys()]).toEqual(['note', 'floor', 'photo'])
    expect([form.get('note'), form.get('floor'), (form.get('photo') as File).name]).toEqual(['灯坏了', '3', '楼道.jpg'])
  })

  it('says so where the browser cannot read the file any more', async () => {
    const gone = new File(['a'], 'a.csv')
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) as unknown as Blob
    await expect(photos({ id: 't', body: { photo: gone } })).rejects.toMatchObject({ code: 'file-changed' })
    expect(sent).toEqual([])
  })
})

describe('a list that is searched by a body', () => {
  it('says in no address for whom, and is no act that would be done once', async () => {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const list = door<any>('GET', '/api/hotline/tickets', { query: { q: {} } })
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const found = searchedBy<any, any>(list as never, door<any>('POST', '/api/hotline/tickets/search', { body: { q: {} } }) as never)
    expect([found.path, found.rules]).toEqual([list.path, list.rules])
    await found({ q: '13800138000', cursor: 'c', limit: undefined })
    const [request] = sent as [Request]
    expect([request.method, request.url, request.headers.get('idempotency-key')]).toEqual(['POST', 'http://house/api/hotline/tickets/search', null])
    expect(await request.json()).toEqual({ q: '13800138000', cursor: 'c' })
  })
})
