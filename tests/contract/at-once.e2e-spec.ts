import { type Collection, DuplicateError } from '@yiwang/persistence'
import * as fc from 'fast-check'
import { type House, rows } from './rows'
import { happened, type Thing, thingSchema } from './things'

type Work = { do: 'insert' | 'change' | 'upsert' | 'remove'; id: string; by: number; number?: string }
interface Known {
  count: number
  version: number
  number?: string
}
type Model = ReadonlyMap<string, Known>

// What publishes events is never removed.
const lasting = ['l1', 'l2']
const passing = ['p1', 'p2', 'p3']
const by = fc.integer({ min: 1, max: 9 })
const work: fc.Arbitrary<Work> = fc.oneof(
  fc.record({ do: fc.constantFrom('insert' as const, 'change' as const, 'upsert' as const), id: fc.constantFrom(...lasting, ...passing), by }),
  fc.record({ do: fc.constant('insert' as const), id: fc.constantFrom(...passing), by, number: fc.constantFrom('n1', 'n2') }),
  fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom(...passing), by }),
)

/** What a piece of work does to what is known, and what it answers, told as plainly as can be. */
function next(model: Model, { do: verb, id, by, number }: Work): [Model, string] {
  const there = model.get(id)
  if (verb === 'remove') return [new Map([...model].filter(([known]) => known !== id)), 'removed']
  if (verb === 'change' && !there) return [model, 'not-found']
  if (verb === 'insert' && there) return [model, 'duplicate']
  if (number && [...model.values()].some((known) => known.number === number)) return [model, 'duplicate']
  const after = { ...there, ...(number && { number }), count: (there?.count ?? 0) + by, version: (there?.version ?? 0) + 1 }
  return [new Map(model).set(id, after), answer(after)]
}

const answer = ({ count, version, number }: Partial<Known>) => JSON.stringify({ count, version, number })
const text = (model: Model) => JSON.stringify([...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, known]) => [id, answer(known)]))

/** Whether there is an order in which the work, one after the other, gives the same answers and the same end. */
function explains(model: Model, todo: Work[], answers: string[], end: string): boolean {
  if (!todo.length) return text(model) === end
  return todo.some((one, n) => {
    const [after, said] = next(model, one)
    const rest = (list: unknown[]) => list.filter((_, other) => other !== n)
    return said === answers[n] && explains(after, rest(todo) as Work[], rest(answers) as string[], end)
  })
}

describe.each(rows)('work at the same moment on the $name', (row) => {
  let house: House
  beforeAll(async () => {
    house = await row.open()
  })
  afterAll(() => house.close())

  it('leaves what some order of it, one after the other, would leave, and answers accordingly', async () => {
    const things: Collection<Thing> = house.collection('at-once', thingSchema)
    let model: Model = new Map()
    let events = 0

    const perform = async ({ do: verb, id, by, number }: Work): Promise<string> => {
      const published = lasting.includes(id) ? [happened(id)] : []
      const more = (known?: Thing) => ({ set: { count: (known?.count ?? 0) + by }, events: published })
      try {
        if (verb === 'remove') return await things.remove(id).then(() => 'removed')
        const stored = await (verb === 'insert'
          ? things.insert({ set: { id, count: by, ...(number && { number }) }, events: published })
          : things[verb](id, more))
        events += published.length
        return answer(stored as Known)
      } catch (error) {
        if (error instanceof DuplicateError) return 'duplicate'
        if ((error as { code?: string }).code === 'not-found') return 'not-found'
        throw error
      }
    }

    await fc.assert(
      fc.asyncProperty(fc.array(work, { minLength: 2, maxLength: 5 }), async (todo) => {
        const before = text(model)
        const answers = await Promise.all(todo.map(perform))
        const after = new Map<string, Known>()
        for await (const { id, count, version, number } of things.each({})) after.set(id, { count: count as number, version, number })
        const fine = explains(model, todo, answers, text(after))
        model = after
        expect({ before, todo, answers, after: text(after), fine }).toMatchObject({ fine: true })
      }),
      { numRuns: 500, endOnFailure: true },
    )

    const stored = await house.events()
    expect(stored).toHaveLength(events)
    for (const id of lasting) {
      const sequences = stored.filter(({ subject }) => subject === id).map(({ sequence }) => sequence)
      expect(sequences).toEqual(sequences.map((_, n) => n + 1))
    }
  }, 300_000)
})
