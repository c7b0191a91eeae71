import { publish } from './notice'

const now = new Date('2026-11-22T10:00:00+08:00')
const area = { id: '320613004000', ancestors: ['320613004000', '320613000000', '320600000000'] }
const wanted = { title: '停水通知', text: '11月25日检修管网，届时停水。' }

describe('a notice', () => {
  it('is published for its area, with or without an end', () => {
    expect(publish(wanted, area, now)).toMatchObject({
      set: { ...wanted, areaCode: area.id, areas: area.ancestors, publishedAt: now },
      events: [{ name: 'information-network.notice-published', data: { ...wanted, areaCode: area.id } }],
    })
    const until = new Date('2026-11-26T00:00:00+08:00')
    expect(publish({ ...wanted, until }, area, now).events?.[0].data).toMatchObject({ until: '2026-11-25T16:00:00.000Z' })
  })

  it('does not end before it begins', () => {
    expect(() => publish({ ...wanted, until: now }, area, now)).toThrow(
      expect.objectContaining({ code: 'until-in-the-past', details: { field: 'until' } }),
    )
  })
})
