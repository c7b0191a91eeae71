import type { Db } from 'mongodb'
import { type Admit, pages, type Resealable } from '../resealing'
import type { Shape } from '../shape'
import { progress, type Tell } from '../tell'
import { ask } from './faults'

/** The form that a collection's documents lie in, as `Shape.formAfter` answered it. */
interface Form {
  _id: string
  form: string[]
}

export interface Bringing {
  /** Throws StoreUnavailable where an earlier version still runs. */
  atRest(): Promise<void>
  admit: Admit
  tell: Tell
}

const formsOf = (db: Db) => db.collection<Form>('forms')

/** Seals what an earlier version left, and takes away what is forgotten, each document in one write. What is done already is not done again. */
export async function bringIntoForm(db: Db, collection: Resealable, { atRest, admit, tell }: Bringing): Promise<void> {
  const { shape } = collection
  const before = (await ask(formsOf(db).findOne({ _id: shape.name })))?.form
  if (shape.isInForm(before)) return
  const all = await collection.count()
  if (all) tell(`${shape.name}: of ${all} documents, those of an earlier version are sealed …`)
  const did = progress((done) => tell(`${shape.name}: ${done} of ${all} documents …`))
  let sealed = 0
  for await (const page of pages(collection)) {
    did(page.length)
    const changed = page.flatMap(({ record, version }) => {
      const resealed = shape.inForm(record, version)
      return resealed ? [{ record, version, resealed }] : []
    })
    if (!changed.length) continue
    await atRest()
    await admit(shape.name, page.find(({ record }) => shape.lacksProof(record))?.record._id)
    await collection.write(changed)
    sealed += changed.length
  }
  if (all) tell(`${shape.name}: ${sealed} documents sealed`)
  await ask(formsOf(db).updateOne({ _id: shape.name }, { $set: { form: shape.formAfter(before) } }, { upsert: true }))
}

/** The form that each collection's documents were brought into. */
export const formsIn = async (db: Db): Promise<Map<string, string[]>> =>
  new Map((await ask(formsOf(db).find().toArray())).map(({ _id, form }) => [_id, form]))

/** Names of the collections whose documents may lie in another form. */
export async function notInForm(db: Db, shapes: Shape[]): Promise<string[]> {
  const forms = await formsIn(db)
  return shapes.filter((shape) => !shape.isInForm(forms.get(shape.name))).map(({ name }) => name)
}
