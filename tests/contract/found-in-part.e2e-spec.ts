import { keysAsked, searchKeys } from '@yiwang/people'
import { type Collection, carrying, foundBy, list, schemaOf, sealed, text } from '@yiwang/persistence'
import { type House, rows } from './rows'

interface Neighbour {
  id: string
  name: string
  phone: string
  address: string
  areaCode: string
  areas: string[]
}

const schemaOfNeighbours = () =>
  schemaOf<Neighbour>('neighbours', { name: sealed(text), phone: sealed(text), address: sealed(text), areaCode: text, areas: list(text) })
const keysOf = ({ name, phone, address }: Neighbour) => searchKeys({ name, phones: [phone], address })
const neighbours = foundBy(schemaOfNeighbours(), 'keys', keysOf)
  .index({ areaCode: 1, keys: 1, _id: 1 }) // in one community
  .index({ keys: 1, _id: 1 }, carrying(['areas'])) // in the city, or a part of it

const surnames = ['王', '李', '张', '欧阳', '单']
const given = ['小明', '桂英', '伟', '国强']
const communities = ['a1', 'a2', 'b1']
const all: Neighbour[] = Array.from({ length: 120 }, (_, n) => ({
  id: `n${String(n).padStart(3, '0')}`,
  name: surnames[n % 5] + given[(n >> 2) % 4],
  phone: `138000${String(10_000 + n * 7).slice(-5)}`,
  address: `某某花园${1 + (n % 9)}幢${n}室`,
  areaCode: communities[n % 3],
  areas: ['city', communities[n % 3][0], communities[n % 3]],
}))

describe.each(rows)('somebody is found in part on the $name', (row) => {
  let house: House
  let people: Collection<Neighbour>
  beforeAll(async () => {
    house = await row.open()
    people = house.collection('neighbours', neighbours)
    await Promise.all(all.map((set) => people.insert({ set })))
  })
  afterAll(() => house.close())

  const find = async (asked: string, where: { areas?: string; areaCode?: string }) => {
    const { keys } = keysAsked(asked)
    const { items } = await people.find({ ...where, keys: { all: keys } }, { limit: 200 })
    return items.map(({ id }) => id)
  }

  it.each(['小明', '欧阳', '欧阳桂', 'wxm', 'sgq dgq', '王 3幢', '张伟 0028', '国强 5栋'])(
    '%s, in the city, a district and a community, as plain code does',
    async (asked) => {
      const { keys } = keysAsked(asked)
      const expected = all.filter((one) => keys.every((key) => keysOf(one).includes(key)))
      const ids = (there: Neighbour[]) => there.map(({ id }) => id)
      expect(await find(asked, {})).toEqual(ids(expected))
      expect(await find(asked, { areas: 'a' })).toEqual(ids(expected.filter(({ areas }) => areas.includes('a'))))
      expect(await find(asked, { areaCode: 'b1' })).toEqual(ids(expected.filter(({ areaCode }) => areaCode === 'b1')))
      expect(await people.count({ areas: 'a', keys: { all: keys } })).toBe(expected.filter(({ areas }) => areas.includes('a')).length)
    },
  )

  it('by the new name once it is changed, and no more by the old one', async () => {
    await people.change('n000', () => ({ set: { name: '赵子龙' } }))
    expect(await find('子龙', { areaCode: 'a1' })).toEqual(['n000'])
    expect(await find('zzl', {})).toEqual(['n000'])
    expect(await find('王小明', {})).not.toContain('n000')
    await people.change('n000', () => ({ set: { name: all[0].name } }))
  })

  it('and nothing of the keys lies in the store', async () => {
    const { '#': hashes } = (await house.record('neighbours', 'n001')) as unknown as { '#': { keys: string[] } }
    expect(hashes.keys).toHaveLength(keysOf(all[1]).length)
    for (const hash of hashes.keys) expect(hash).toMatch(/^[\w-]{22}$/)
  })
})
