import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { HotlineModule } from '../../services/hotline/src'
import { aTicket, people, tickets } from './given'

const door = '/api/hotline/public/tickets'
let app: ServicesUnderTest
beforeEach(async () => {
  app = await startService(HotlineModule)
})

describe('how a matter stands', () => {
  it('is told by number and code, in few words, with the reply once it is done', async () => {
    const { operator, anyone } = people(app)
    const { id, number, code } = (await operator.post(tickets, aTicket()).expect(201)).body
    const first = await anyone.get(`${door}/${number}?code=${code}`).expect(200)
    expect(first.body).toEqual({ number, state: 'received', words: { 'zh-CN': '已受理', en: 'Accepted' } })

    await operator.post(`${tickets}/${id}/answer`, { reply: '六点前恢复供水' }).expect(201)
    await anyone.get(`${door}/${number}?code=${code}`).expect(200, { state: 'resolved', words: { 'zh-CN': '已办结' }, reply: '六点前恢复供水' })
    await operator.post(`${tickets}/${id}/call-back`, { reached: true, satisfied: false }).expect(201)
    const again = await anyone.get(`${door}/${number}?code=${code}`).expect(200, { state: 'returned', words: { 'zh-CN': '办理中' } })
    expect(again.body).not.toHaveProperty('reply')
  })

  it('is told however number and code were read out or pasted', async () => {
    const { operator, anyone } = people(app)
    const { number, code } = (await operator.post(tickets, aTicket()).expect(201)).body
    const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    for (const [typed, spoken] of [
      [number.replaceAll('-', ''), `${code.slice(0, 4)} ${code.slice(4)}`],
      [number.replaceAll('-', ' '), code.split('').join('\u00a0')],
      [wide(number).replaceAll('-', '—'), wide(code)],
      [`\u202d${number}\u202c`, `${code}\u200b`],
      [number.replaceAll('0', 'O'), code.replaceAll('0', 'o').replaceAll('1', 'l')],
    ]) {
      await anyone.get(`${door}/${encodeURIComponent(typed)}?code=${encodeURIComponent(spoken)}`).expect(200, { number })
    }
  })

  it('is told to nobody with a wrong code, in the words for an unknown number', async () => {
    const { operator, anyone } = people(app)
    const { number, code } = (await operator.post(tickets, aTicket()).expect(201)).body
    const wrong = await anyone.get(`${door}/${number}?code=${code === '00000000' ? '1' : '00000000'}`).expect(404)
    const unknown = await anyone.get(`${door}/00000000-000572-4?code=${code}`).expect(404)
    const { correlation: _, ...same } = unknown.body
    expect(wrong.body).toMatchObject(same)
  })

  it('names a mistyped number, and asks for a code', async () => {
    const { anyone } = people(app)
    for (const number of ['20261122-000042-0', '1', '20261122-000042']) {
      await anyone.get(`${door}/${number}?code=12345678`).expect(400, { code: 'not-a-ticket-number', errors: [{ field: 'number' }] })
    }
    for (const query of ['', '?code=', '?code[$ne]=1', '?code=1&x=1']) await anyone.get(`${door}/00000000-000572-4${query}`).expect(400)
  })

  it('cannot be tried again and again', async () => {
    const { anyone } = people(app)
    const answers = []
    for (let nth = 0; nth < 25; nth++) answers.push((await anyone.get(`${door}/00000000-000572-4?code=12345678`)).status)
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(404))
    expect(answers.at(-1)).toBe(429)
  })
})
