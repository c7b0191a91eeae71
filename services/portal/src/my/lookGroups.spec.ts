import type { OwnLookView } from '../api/generated/information-network'
import { fieldsTold, grouped, halfDayOf } from './lookGroups'

const look = (at: string, more: Partial<OwnLookView> = {}): OwnLookView => ({
  id: at,
  at: `2026-05-03T${at}:00+08:00`,
  service: 'hotline',
  kind: 'ticket',
  office: '幸福社区居委会',
  role: 'worker',
  purpose: 'visit',
  fields: ['name', 'phone'],
  allowedActions: ['doubt'],
  ...more,
})

describe('looks as they are told', () => {
  it('are one line where the same is told of them in the same half of a day', () => {
    const told = grouped([look('17:00'), look('15:30'), look('14:00'), look('09:00')])
    expect(told.map(({ look: { id }, times }) => [id, times])).toEqual([
      ['17:00', 3],
      ['09:00', 1],
    ])
  })

  it('are apart where anything else was shown, or by others, or for something else, or another stands between', () => {
    const others: Partial<OwnLookView>[] = [
      { fields: ['address'] },
      { office: '北街社区居委会' },
      { role: 'grid-worker' },
      { purpose: 'urgent' },
      { kind: 'visit' },
    ]
    for (const other of others) expect(grouped([look('17:00'), look('16:00', other), look('15:00')])).toHaveLength(3)
  })

  it('are apart where one is doubted: what is answered is answered of that one', () => {
    const doubt = { state: 'asked' as const, askedAt: '2026-05-04T09:00:00+08:00' }
    expect(grouped([look('17:00'), look('16:00', { doubt }), look('15:00')])).toHaveLength(3)
  })

  it('stand in the part of the day by the city’s clock', () => {
    expect(['2026-05-02T21:30:00Z', '2026-05-02T22:30:00Z', '2026-05-03T04:00:00Z', '2026-05-03T10:00:00Z'].map(halfDayOf)).toEqual([
      'night',
      'morning',
      'afternoon',
      'evening',
    ])
  })

  it('tell of fields in words, each once, and of no ids', () => {
    const words: Record<string, string> = { name: '姓名', surname: '姓名', phone: '电话' }
    expect(fieldsTold(['residentId', 'name', 'surname', 'phone'], (one) => words[one])).toEqual(['姓名', '电话'])
  })
})
