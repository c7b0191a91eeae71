import type { Worker } from 'node:worker_threads'
import { type Scope, scoped, seen, seenBy, unscoped } from '@yiwang/auth'
import { type Collection, list, runInContext, type Stored, schemaOf, sealed, searchedIn, text } from '@yiwang/persistence'
import { redrawable, StoreUnavailable, textsOf } from '@yiwang/persistence/stores'
import { type Broadcast, elsewhere, LocalMemory, Texts, Thread } from '@yiwang/platform'
import '@yiwang/testing'
import { told } from '../../libs/platform/src/texts/texts.parts'
import { until } from './instances'
import { type House, rows } from './rows'

interface Article {
  id: string
  title: string
  text: string
  areas: string[]
}

const articleSchema = schemaOf<Article>('articles', { title: text, text, areas: list(text) }).index({ areas: 1, _id: 1 })
seenBy(articleSchema, 'areas')
searchedIn(articleSchema, { title: 3, text: 1 }, ['areas'])

const article = (id: string, title: string, words: string, areas = ['city']): Article => ({ id, title, text: words, areas })
const all = [
  article('a', '停水通知', '11月25日检修管网，届时停水。', ['city', 'east']),
  article('b', '水箱清洗通知', '清洗期间停水两小时。', ['city', 'west']),
  article('c', '老年人免费体检', '65岁以上老人可到社区卫生服务中心免费体检。'),
  article('d', '疫苗接种安排', '流感疫苗接种，老年人凭身份证。', ['city', 'east']),
]
const many = Array.from({ length: 230 }, (_, n) => article(`m${String(n).padStart(3, '0')}`, '垃圾分类', `第${n}期`, n % 2 ? ['east'] : ['west']))

/** An instance of the service: its collection, and its texts in a thread of its own. */
interface Instance {
  articles: Collection<Article>
  texts: Texts<Article>
  thread: Thread
}

describe.each(rows)('full text on the $name', (row) => {
  let house: House
  let stored: Collection<Article>
  const instances: Instance[] = []
  const deaf = () => new LocalMemory().broadcast

  beforeAll(async () => {
    house = await row.open()
    stored = house.collection('articles', articleSchema)
    await Promise.all([...all, ...many].map((set) => stored.insert({ set })))
  })
  afterEach(async () => {
    for (const { texts, thread } of instances.splice(0)) {
      texts.onApplicationShutdown()
      await thread.onApplicationShutdown()
    }
    await Promise.all(['e', 'f'].map((id) => stored.remove(id)))
    await stored.change('m120', () => ({ set: { title: many[120].title } }))
  })
  afterAll(() => house.close())

  function instance(
    broadcast: Broadcast = deaf(),
    { collection = stored, againMs }: { collection?: Collection<Article>; againMs?: number } = {},
  ): Instance {
    const articles = scoped(told('hotline', articleSchema, collection, broadcast) as never, articleSchema) as unknown as Collection<Article>
    const thread = new Thread({ idleMs: 60_000, mostMemoryMb: 128 })
    const of = { ...(textsOf(articleSchema) as NonNullable<ReturnType<typeof textsOf>>), lists: new Set(['areas']) }
    const made = { articles, thread, texts: new Texts<Article>({ name: 'hotline.articles', of, collection: articles, thread, broadcast, againMs }) }
    instances.push(made)
    return made
  }
  const idsOf = ({ items }: { items: Stored<Article>[] }) => items.map(({ id }) => id).join('')
  const find = async ({ texts }: Instance, words: string, where = {}) => idsOf(await texts.find(words, where))

  it('leads to documents by their words, the best first, under conditions', async () => {
    const one = instance()
    expect(await Promise.all(['停水通知', '老年人体检', '疫苗接种', '水', '停电'].map((words) => find(one, words)))).toEqual([
      'ab',
      'c',
      'd',
      'ba',
      '',
    ])
    expect(await find(one, '停水', { areas: 'west' })).toBe('b')
    expect((await one.texts.find('体检', {})).items).toEqual([{ ...all[2], version: 1 }])
    await expect(find(one, '停水', { title: '停水通知' })).rejects.toThrow('do not carry')
  })

  it('goes through all that it finds page by page, each once', async () => {
    const { texts } = instance()
    for (const [limit, where] of [
      [100, {}],
      [37, { areas: 'east' }],
      [200, {}],
    ] as const) {
      const ids: string[] = []
      for (let after: string | undefined; ; ) {
        const { items, next } = await texts.find('垃圾分类', where, { limit, after })
        ids.push(...items.map(({ id }) => id))
        if (!next) break
        expect(items).toHaveLength(limit)
        after = next
      }
      const expected = many.filter(({ areas }) => !('areas' in where) || areas.includes(where.areas))
      expect([...ids].sort()).toEqual(expected.map(({ id }) => id))
    }
    await expect(texts.find('停水', {}, { after: 'nowhere' })).rejects.toMatchObject({ code: 'invalid-cursor' })
  })

  it('follows what is written here at once, and what is written elsewhere when it is told', async () => {
    const memory = new LocalMemory()
    const [one, other] = [instance(memory.broadcast), instance(memory.broadcast)]
    expect([await find(one, '燃气'), await find(other, '燃气')]).toEqual(['', ''])
    await one.articles.insert({ set: article('e', '燃气安检', '入户检查。') })
    expect([await find(one, '燃气'), await find(other, '燃气')]).toEqual(['e', 'e'])
    await other.articles.change('e', () => ({ set: { title: '电梯年检' } }))
    expect([await find(one, '燃气'), await find(one, '电梯'), await find(other, '电梯')]).toEqual(['', 'e', 'e'])
    await redrawable(unscoped(one.articles)).redraw('e', () => ({ areas: ['north'] }))
    expect([await find(other, '电梯', { areas: 'city' }), await find(other, '电梯', { areas: 'north' })]).toEqual(['', 'e'])
    await one.articles.upsert('f', () => ({ set: article('f', '电梯加装', '无') }))
    expect(await find(other, '电梯')).toBe('fe')
    await Promise.all(['e', 'f'].map((id) => one.articles.remove(id)))
    expect([await find(one, '电梯'), await find(other, '电梯')]).toEqual(['', ''])
  })

  it('finds what it was not told when it looks through all again', async () => {
    const one = instance(deaf(), { againMs: 0 })
    expect(await find(one, '燃气')).toBe('')
    await stored.insert({ set: article('e', '燃气安检', '入户检查。') })
    await until(async () => (await find(one, '燃气')) === 'e')
    await stored.remove('e')
    await until(async () => (await one.texts.find('入户', {})).items.length === 0)
  })

  it('takes what is written while it is filled, whichever page it is in', async () => {
    const memory = new LocalMemory()
    let pages = 0
    const slow = new Proxy(stored, {
      get: (target, name) =>
        name === 'find'
          ? async (...asked: Parameters<typeof stored.find>) => {
              const page = await stored.find(...asked)
              // It was read as it was, and is changed before it is handed on.
              if (pages++ === 1) {
                await one.articles.insert({ set: article('e', '燃气安检', '无') })
                await one.articles.change('m120', () => ({ set: { title: '燃气停供' } }))
              }
              return page
            }
          : (target as never)[name],
    })
    const one = instance(memory.broadcast, { collection: slow })
    expect((await one.texts.find('燃气', {})).items.map(({ id }) => id).sort()).toEqual(['e', 'm120'])
  })

  it('is made anew where its thread has ended', async () => {
    const one = instance()
    expect(await find(one, '体检')).toBe('c')
    one.thread.idleMs = 1
    await one.thread.call(elsewhere<(n: number) => number>(require.resolve('./elsewhere.cjs'), 'doubled'), 1)
    await until(async () => !one.thread.isRunning())
    one.thread.idleMs = 60_000
    await stored.insert({ set: article('e', '体检报告', '无') })
    expect((await one.texts.find('体检', {})).items.map(({ id }) => id).sort()).toEqual(['c', 'e'])
  })

  it('is made anew where its thread is lost while it is filled or asked, and says that it cannot be had where that goes on', async () => {
    const one = instance()
    const lose = () => (one.thread as unknown as { worker: Worker }).worker.terminate()
    const call = jest.spyOn(one.thread, 'call')
    const losing = (times: number) =>
      call.mockImplementation(((...asked: Parameters<Thread['call']>) => {
        const answer = Thread.prototype.call.apply(one.thread, asked)
        if (asked[0].name === 'search' && times-- > 0) void lose()
        return answer
      }) as never)
    losing(2)
    expect(await find(one, '停水通知')).toBe('ab')
    losing(3)
    await expect(find(one, '停水通知')).rejects.toBeInstanceOf(StoreUnavailable)
    losing(0)
    expect(await find(one, '停水通知')).toBe('ab')
  })

  it('shows what somebody sees, and does not search at a door without saying for whom', async () => {
    const one = instance()
    const among = (area: string) => seen(one.articles, area as Scope)
    await runInContext({ correlation: 'c', signedIn: true }, async () => {
      expect(idsOf(await one.texts.find('停水', {}, {}, among('east')))).toBe('a')
      expect(idsOf(await one.texts.find('停水', {}, {}, among('nowhere')))).toBe('')
      expect(idsOf(await one.texts.find('停水', { areas: 'west' }, {}, among('city')))).toBe('b')
      await expect(one.texts.find('停水', {})).rejects.toThrow('say for whom')
      // The index knows whose they are: nothing is ranked only to be left out.
      const asked = jest.spyOn(one.thread, 'call')
      expect((await one.texts.find('垃圾分类', {}, { limit: 50 }, among('east'))).items).toHaveLength(50)
      expect(asked).toHaveBeenCalledTimes(1)
    })
  })
})

it('is of open texts only', () => {
  const schema = schemaOf<Article>('letters', { title: text, text: sealed(text), areas: list(text) })
  expect(() => searchedIn(schema, { title: 1, text: 1 })).toThrow('sealed')
  expect(() => searchedIn(schema, { title: 1 }, ['area'])).toThrow('no field area')
})
