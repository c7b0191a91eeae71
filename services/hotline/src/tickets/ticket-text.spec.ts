import type { Ticket } from './ticket'
import { added, blockOf, matcher, textOf } from './ticket-text'

const ticket = (number: string, description = '', place?: string) => ({ id: number, number, areas: [], description, place }) as unknown as Ticket

describe('the texts of tickets', () => {
  it('lie by fifties, in the order of their numbers', () => {
    const numbers = ['20261128-000050-0', '20261129-000001-0', '20261129-000050-0', '20261129-000051-0', '20261129-999999-0']
    const blocks = numbers.map(blockOf)
    expect(blocks).toEqual(['20261128-00000', '20261129-00000', '20261129-00000', '20261129-00001', '20261129-19999'])
    expect([...blocks].sort()).toEqual(blocks)
  })

  it('stand once in their block, the newest first', () => {
    const first = added([], textOf(ticket('20261129-000001-0')))
    const both = added(first, textOf(ticket('20261129-000002-0')))
    expect(both.map(({ number }) => number)).toEqual(['20261129-000002-0', '20261129-000001-0'])
    expect(added(both, textOf(ticket('20261129-000001-0')))).toEqual(both)
  })

  it('are found by each of the words, however they are typed', () => {
    const text = textOf(ticket('20261129-000001-0', '电梯ＳＯＳ\n 按钮失灵', '７幢'))
    for (const words of ['电梯', 'sos 按钮', ' 失灵　电梯 ', '7幢']) expect(matcher(words)(text)).toBe(true)
    for (const words of ['电梯 楼道', '按钮电梯']) expect(matcher(words)(text)).toBe(false)
  })
})
