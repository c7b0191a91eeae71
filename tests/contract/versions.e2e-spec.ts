import { type Collection } from '@yiwang/persistence'
import { encrypted } from '@yiwang/persistence/stores'
import { Schema } from 'mongoose'
import { type House, rows } from './rows'

interface Matter {
  id: string
  state?: string
  by?: { name?: string }
  steps?: { text?: string }[]
}
interface NewerMatter extends Matter {
  urgency?: string
  phone?: string
  labels?: string[]
  by?: { name?: string; email?: string }
  steps?: { text?: string; at?: Date; photo?: string }[]
}

const withoutId = { _id: false }
const olderSchema = new Schema({
  state: { type: String, enum: ['open', 'closed'] },
  by: new Schema({ name: encrypted() }, withoutId),
  steps: { type: [new Schema({ text: String }, withoutId)], default: undefined },
}).index({ state: 1 })
const newerSchema = new Schema({
  state: String,
  urgency: String,
  phone: encrypted({ lookup: true }),
  labels: [String],
  by: new Schema({ name: encrypted(), email: encrypted() }, withoutId),
  steps: { type: [new Schema({ text: String, at: Date, photo: encrypted() }, withoutId)], default: undefined },
})
  .index({ state: 1 })
  .index({ urgency: 1 })
  .index({ phone: 1 })

describe.each(rows)('two versions of a service on the $name', (row) => {
  let house: House
  const written: NewerMatter = {
    id: 'm1',
    state: 'open',
    urgency: 'urgent',
    phone: '13800138000',
    labels: [],
    by: { name: '王建国', email: 'wang@example.org' },
    steps: [{ text: '受理', at: new Date('2026-11-27T00:00:00Z'), photo: '照片' }, { text: '转办' }],
  }

  const older = () => house.collection<Matter>('matters', olderSchema)
  const newer = () => house.collection<NewerMatter>('matters', newerSchema)
  /** What the newer version wrote, and then the older one changed. */
  async function changedByOlder(change: (matters: Collection<Matter>) => Promise<unknown>): Promise<NewerMatter | undefined> {
    await newer().insert({ set: structuredClone(written) })
    await house.restart()
    await change(older())
    await house.restart()
    return newer().get('m1')
  }

  beforeEach(async () => {
    house = await row.open()
  })
  afterEach(() => house.close())

  it('the older one changes what it knows, and keeps what only the newer one knows', async () => {
    const after = await changedByOlder((matters) => matters.change('m1', () => ({ set: { state: 'closed' } })))
    expect(after).toEqual({ ...written, state: 'closed', version: 2 })
    expect(await newer().find({ urgency: 'urgent' }, { limit: 5 })).toMatchObject({ items: [{ id: 'm1', state: 'closed' }] })
    expect(await newer().findOne({ phone: '13800138000' })).toMatchObject({ id: 'm1' })
    expect(await newer().find({ state: 'open' }, { limit: 5 })).toMatchObject({ items: [] })
  })

  it('also in what it writes anew from what it read', async () => {
    const after = await changedByOlder((matters) =>
      matters.change('m1', ({ by, steps = [] }) => ({ set: { by: { ...by, name: '王小红' }, steps: [...steps, { text: '办结' }] } })),
    )
    expect(after).toEqual({
      ...written,
      by: { name: '王小红', email: 'wang@example.org' },
      steps: [...(written.steps ?? []), { text: '办结' }],
      version: 2,
    })
  })

  it('and still lets in nothing that neither knows', async () => {
    await changedByOlder(async (matters) => {
      const refused = (set: object) => expect(matters.change('m1', () => ({ set }))).rejects.toMatchObject({ code: 'invalid-value' })
      await refused({ colour: 'red' })
      await refused({ by: { name: '王建国', phone: '13800138000' } })
      await refused({ steps: [{ text: '受理', colour: 'red' }] })
      await expect(matters.insert({ set: { id: 'm2', urgency: 'urgent' } as Matter })).rejects.toMatchObject({ code: 'invalid-value' })
    })
    expect(await newer().get('m1')).toEqual({ ...written, version: 1 })
  })

  it('the older one keeps a word that only the newer one knows, and lets none in', async () => {
    await newer().insert({ set: { id: 'm4', state: 'weighed' } })
    await house.restart()
    const kept = await older().change('m4', () => ({ set: { steps: [{ text: '受理' }] } }))
    expect(kept).toMatchObject({ state: 'weighed', steps: [{ text: '受理' }] })
    await expect(older().change('m4', () => ({ set: { state: 'measured' } }))).rejects.toMatchObject({ code: 'invalid-value' })
    expect(await older().change('m4', () => ({ set: { state: 'closed' } }))).toMatchObject({ state: 'closed' })
  })

  it('the newer one changes what the older one wrote', async () => {
    await older().insert({ set: { id: 'm3', state: 'open', steps: [{ text: '受理' }] } })
    await house.restart()
    await newer().change('m3', () => ({ set: { urgency: 'urgent' } }))
    expect(await newer().find({ urgency: 'urgent' }, { limit: 5 })).toMatchObject({ items: [{ id: 'm3', steps: [{ text: '受理' }], version: 2 }] })
  })
})
