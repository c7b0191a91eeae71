import { maySend } from './provider'

const city = '320600000000'
const request = { areas: ['320613004006', '320613004000', '320613000000', city] }
const at = (...areas: string[]) => ({ areaCode: areas[0], areas })

it.each([
  ['of the place itself', at(...request.areas), '320613004006', true],
  ['who serves the whole street', at(...request.areas.slice(1)), '320613004006', true],
  ['of a neighbouring community, by the street’s coordinator', at('320613004001', ...request.areas.slice(1)), '320613004000', true],
  ['of a neighbouring community, by the community’s own coordinator', at('320613004001', ...request.areas.slice(1)), '320613004006', false],
  ['of another county, by a coordinator of this one', at('320612001001', '320612001000', '320612000000', city), '320613000000', false],
])('a provider %s', (_, provider, coordinator, allowed) => {
  expect(maySend(provider, request, { areaCode: coordinator })).toBe(allowed)
})
