import { DomainError } from '@yiwang/domain'
import type { Area } from '@yiwang/platform'
import {
  type AreaHistory,
  applied,
  ask,
  begin,
  changeStates,
  finish,
  misplaced,
  type Otherwise,
  type Tree,
  type WantedChange,
  withdraw,
} from './area-change'

const levels = ['city', 'county', 'town', 'community']
const area = (id: string, ...above: string[]): Area => ({
  id,
  name: `name of ${id}`,
  level: levels[above.length],
  parent: above[0],
  ancestors: [id, ...above],
  placeholder: false,
})
const treeOf = (...areas: Area[]): Tree => new Map(areas.map((one) => [one.id, one]))
const city = treeOf(
  area('city'),
  area('east', 'city'),
  area('west', 'city'),
  area('bridge', 'east', 'city'),
  area('mill', 'west', 'city'),
  area('bridge-1', 'bridge', 'east', 'city'),
  area('bridge-2', 'bridge', 'east', 'city'),
  { ...area('bridge-3', 'bridge', 'east', 'city'), validTo: '2026-06-30', successor: 'bridge-2' },
  { ...area('nowhere', 'bridge', 'east', 'city'), placeholder: true },
)

const by = { id: 'admin-1', name: '沈涛', role: 'admin' }
const now = new Date('2026-11-29T10:00:00+08:00')
const today = '2026-11-29'
const asked = (code: string, wanted: Omit<WantedChange, 'from'> & { from?: string }, tree = city) =>
  ask(undefined, code, { from: today, ...wanted }, tree, { by, now }).set as AreaHistory
const after = (tree: Tree, code: string, wanted: Omit<WantedChange, 'from'>): Map<string, Area> => {
  const { changes } = asked(code, wanted, tree)
  return put(tree, applied(code, changes[0], tree))
}
const put = (tree: Tree, some: Otherwise[]) => {
  const next = new Map(tree)
  for (const one of some) next.set(one.id, { ...(next.get(one.id) as Area), ...one })
  return next
}
const ancestors = (tree: Tree, code: string) => tree.get(code)?.ancestors

describe('what becomes of areas', () => {
  it('is that all below an area moves with it', () => {
    const tree = after(city, 'bridge', { kind: 'move', parent: 'west' })
    expect(tree.get('bridge')?.parent).toBe('west')
    expect(ancestors(tree, 'bridge')).toEqual(['bridge', 'west', 'city'])
    expect(ancestors(tree, 'bridge-1')).toEqual(['bridge-1', 'bridge', 'west', 'city'])
    expect(ancestors(tree, 'mill')).toEqual(['mill', 'west', 'city'])
    expect(misplaced(tree)).toEqual([])
  })

  it('is that what lay in an area that ends lies in its successor, and goes on to the next', () => {
    let tree: Tree = put(city, misplaced(city))
    expect(ancestors(tree, 'bridge-3')).toEqual(['bridge-3', 'bridge-2', 'bridge', 'east', 'city'])
    tree = after(tree, 'bridge-2', { kind: 'end', successor: 'bridge-1' })
    expect(tree.get('bridge-2')).toMatchObject({ validTo: '2026-11-28', successor: 'bridge-1', parent: 'bridge' })
    expect(ancestors(tree, 'bridge-3')).toEqual(['bridge-3', 'bridge-2', 'bridge-1', 'bridge', 'east', 'city'])
  })

  it('is that what was below an area that ends is below its successor, and what had ended below it is not', () => {
    const tree = after(city, 'bridge', { kind: 'end', successor: 'mill' })
    expect(['bridge-1', 'bridge-2', 'bridge-3'].map((code) => tree.get(code)?.parent)).toEqual(['mill', 'mill', 'bridge'])
    expect(ancestors(tree, 'bridge-3')).toEqual(['bridge-3', 'bridge-2', 'mill', 'west', 'city'])
    expect(ancestors(tree, 'bridge')).toEqual(['bridge', 'mill', 'west', 'city'])
  })

  it('changes nothing where it is done again, and puts right what two did at once', () => {
    const { changes } = asked('bridge', { kind: 'end', successor: 'mill' })
    const tree = put(city, applied('bridge', changes[0], city))
    expect(put(tree, applied('bridge', changes[0], tree))).toEqual(tree)
    // Somebody else had read the tree before, and moved a community into the town.
    expect(misplaced(put(tree, [{ id: 'bridge-1', ancestors: ['bridge-1', 'mill', 'east', 'city'] }]))).toEqual([
      { id: 'bridge-1', ancestors: ['bridge-1', 'mill', 'west', 'city'] },
    ])
  })

  it.each<[string, Omit<WantedChange, 'from'> & { from?: string }, string]>([
    ['nobody', { kind: 'rename', name: 'x' }, 'not-found'],
    ['city', { kind: 'move', parent: 'east' }, 'the-city-stays'],
    ['city', { kind: 'end' }, 'the-city-stays'],
    ['bridge-3', { kind: 'rename', name: 'x' }, 'area-not-in-force'],
    ['nowhere', { kind: 'rename', name: 'x' }, 'area-not-in-force'],
    ['mill', { kind: 'rename', name: 'name of mill' }, 'area-as-it-is'],
    ['bridge', { kind: 'move', parent: 'east' }, 'area-as-it-is'],
    ['bridge', { kind: 'move', parent: 'bridge' }, 'area-below-itself'],
    ['east', { kind: 'move', parent: 'bridge' }, 'area-below-itself'],
    ['bridge', { kind: 'move', parent: 'mill' }, 'area-level'],
    ['mill', { kind: 'move', parent: 'bridge-1' }, 'area-level'],
    ['bridge-1', { kind: 'move', parent: 'nowhere' }, 'unknown-area'],
    ['bridge-1', { kind: 'move', parent: 'elsewhere' }, 'unknown-area'],
    ['bridge', { kind: 'end' }, 'area-needs-successor'],
    ['bridge', { kind: 'end', successor: 'bridge' }, 'area-below-itself'],
    ['bridge', { kind: 'end', successor: 'bridge-1' }, 'area-below-itself'],
    ['bridge', { kind: 'end', successor: 'west' }, 'area-level'],
    ['bridge-1', { kind: 'end', successor: 'bridge-3' }, 'unknown-area'],
  ])('refuses for %s %j (%s)', (code, wanted, problem) => {
    expect(() => asked(code, wanted)).toThrow(expect.objectContaining({ code: problem }))
  })

  it('lets an area end that has nothing living below it, and asks of the day that is meant', () => {
    expect(asked('mill', { kind: 'end' }).changes).toHaveLength(1)
    expect(asked('bridge-3', { kind: 'rename', name: 'x', from: '2026-06-30' }).changes).toHaveLength(1)
    const founded = put(city, [{ id: 'mill', validFrom: '2026-01-01' }])
    expect(() => asked('mill', { kind: 'rename', name: 'x', from: '2025-12-31' }, founded)).toThrow(DomainError)
  })
})

describe('a change of an area', () => {
  const planned = asked('bridge-1', { kind: 'move', parent: 'mill', from: '2027-01-01' })
  const newYear = new Date('2027-01-01T00:00:00+08:00')
  const next = (history: AreaHistory, decision: { set: Partial<AreaHistory> } | undefined) => ({ ...history, ...decision?.set }) as AreaHistory

  it('can be and end in every state', () => {
    expect(changeStates.deadEnds()).toEqual([])
    expect(changeStates.unreachable('planned')).toEqual([])
  })

  it('waits for its day, and says then what was so until then', () => {
    expect(planned).toMatchObject({ dueAt: newYear, latestAt: now, changes: [{ state: 'planned', formerName: 'name of bridge-1', askedBy: by }] })
    expect(begin(planned, city, new Date('2026-12-31T23:59:59+08:00'))).toBeUndefined()
    const renamed = put(city, [{ id: 'bridge-1', name: 'new' }])
    const begun = next(planned, begin(planned, renamed, newYear))
    expect(begun).toMatchObject({ dueAt: newYear, changes: [{ state: 'under-way', formerName: 'new', formerParent: 'bridge' }] })
    expect(begin(begun, renamed, newYear)).toBeUndefined()
    const [{ id }] = begun.changes
    const done = finish(begun, id)
    expect(done).toMatchObject({ set: { dueAt: undefined, changes: [{ state: 'in-force' }] } })
    expect(done?.events).toEqual([
      {
        name: 'information-network.area-moved',
        data: { changeId: id, code: 'bridge-1', from: '2027-01-01', parent: 'mill', formerParent: 'bridge' },
      },
    ])
    expect(finish(next(begun, done), id)).toBeUndefined()
  })

  it('is refused on its day where it has become impossible, and says why', () => {
    const without = put(city, [{ id: 'mill', validTo: '2026-12-31' }])
    expect(begin(planned, without, newYear)).toMatchObject({ set: { dueAt: undefined, changes: [{ state: 'refused', refusal: 'unknown-area' }] } })
  })

  it('can be withdrawn before it has begun', () => {
    const [{ id }] = planned.changes
    const gone = next(planned, withdraw(planned, id))
    expect(gone).toMatchObject({ dueAt: undefined, changes: [{ state: 'withdrawn' }] })
    expect(() => withdraw(gone, id)).toThrow('illegal-transition')
    expect(() => withdraw(planned, 'another')).toThrow('not-found')
    expect(() => withdraw(next(planned, begin(planned, city, newYear)), id)).toThrow('illegal-transition')
  })
})
