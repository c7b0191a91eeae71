import { CITY, COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'

export const tickets = '/api/hotline/tickets'
export const WATER_BUREAU = 'water-bureau'
export const NEIGHBOUR = '320613004001'

/** A ticket's body as an operator sends it. */
export const aTicket = (more: object = {}) => ({
  reporter: { name: '王小明', phone: '138 0013 8000' },
  areaCode: COMMUNITY,
  description: '楼道灯坏了三天，老人上下楼不安全',
  urgency: 'ordinary',
  ...more,
})

/** News of a resident, as the information network tells it. */
export const aResident = (more: object = {}) => ({
  residentId: 'resident-1',
  areaCode: COMMUNITY,
  name: '王桂英',
  phone: '13900000001',
  address: '易家桥新村12幢302室',
  tags: ['elderly', 'living-alone'],
  birthYear: 1942,
  ...more,
})

/** The people of these tests: the city's operator, the community's worker, a neighbouring community's, and the water bureau's. */
export const people = (app: ServicesUnderTest) => ({
  operator: app.as('operator'),
  worker: app.as('worker'),
  neighbour: app.as('worker', { area: NEIGHBOUR, id: 'staff-neighbour' }),
  waterWorker: app.as('worker', { area: CITY, unitId: WATER_BUREAU, id: 'staff-water' }),
  coordinator: app.as('coordinator'),
  admin: app.as('admin'),
  anyone: app.anonymous(),
})
