import { optional, schemaOf, sealed, text, time } from '@yiwang/persistence'
import { DocumentRetention, type Kept } from './document-retention'
import type { Walked } from './walk'

interface Hold {
  id: string
  until: Date
  note?: string
}

/** A walk over documents of which nothing is due: what it counted. */
async function counted(...documents: Hold[]) {
  const walked = new Map<string, Walked>()
  const all = {
    name: 'holds',
    kind: 'audit',
    schema: schemaOf<Hold>('holds', { until: time, note: optional(sealed(text)) }),
    documents: { get: async (id: string) => documents.find((one) => one.id === id), count: async () => documents.length },
    ids: { inClear: async (after: string) => documents.filter(({ id }) => id > after) },
    ending: { ended: ({ until }: Hold) => until },
  } as never as Kept
  const rows = {
    get: async (id: string) => walked.get(id),
    upsert: async (id: string, decide: (known?: Walked) => { set: Walked }) => void walked.set(id, { ...decide(walked.get(id)).set, id }),
  }
  const holds = { holding: async () => async () => undefined }
  const retention = new DocumentRetention('hotline', [all], rows as never, holds as never, { now: () => new Date('2027-05-04T00:00:00Z') } as never)
  for (let step = await retention.retain({}, undefined); step.next; step = await retention.retain({}, step.next as never));
  return walked.get('holds')?.months
}

describe('a walk over what is kept', () => {
  it('blanks nothing more once a clock that was ahead is put right', async () => {
    let now = new Date('2040-05-04T00:00:00Z')
    const changed: string[] = []
    const documents = [{ id: 'a', until: new Date('2027-01-31T00:00:00Z'), note: '已结案' }]
    const all = {
      name: 'holds',
      kind: 'audit',
      schema: schemaOf<Hold>('holds', { until: time, note: optional(sealed(text)) }),
      documents: { get: async () => documents[0], count: async () => 1, change: async (id: string) => void changed.push(id) },
      ids: { inClear: async (after: string) => documents.filter(({ id }) => id > after) },
      ending: { ended: ({ until }: Hold) => until },
    } as never as Kept
    const holds = { holding: async () => async () => undefined }
    const rows = { get: async () => undefined, upsert: async () => undefined }
    const retention = new DocumentRetention('hotline', [all], rows as never, holds as never, { now: () => now } as never)
    const place = { collection: 'holds', upTo: '2027-01', months: [], blanked: 0, faulty: [], done: 0, of: 1 }
    await retention.retain({}, place as never)
    expect(changed).toEqual(['a'])
    now = new Date('2027-05-04T00:00:00Z')
    await retention.retain({}, place as never)
    expect(changed).toEqual(['a'])
  })

  it('counts what has ended, and nothing that says already when it will', async () => {
    const over = { id: 'a', until: new Date('2027-01-31T00:00:00Z'), note: '已结案' }
    const inForce = { id: 'b', until: new Date('2028-01-31T00:00:00Z'), note: '未结案' }
    expect(await counted(over, inForce)).toEqual([{ month: '2027-01', count: 1, held: 0 }])
  })
})
