import { DomainError } from '@yiwang/domain'
import { type Model, Mongoose, type Schema } from 'mongoose'

// One instance without a connection: schemas cast and validate, nothing is ever buffered or created behind our back.
const mongoose = new Mongoose()
for (const [option, value] of Object.entries({ autoCreate: false, autoIndex: false, bufferCommands: false }))
  mongoose.set(option as never, value as never)

type Fields = Record<string, unknown>
const models = new WeakMap<Schema, Model<Fields>>()
let made = 0

/** The schema as both stores use it: a text as `_id`, no version key, nothing unknown let in. */
export function modelOf(schema: Schema): Model<Fields> {
  let model = models.get(schema)
  if (!model) {
    const own = schema.clone()
    own.add({ _id: { type: String, required: true } })
    own.set('id', false).set('versionKey', false).set('strict', 'throw').set('minimize', false)
    // The name is never used; it only has to be new.
    model = mongoose.model<Fields>(`${++made}`, own as never)
    models.set(schema, model)
  }
  return model
}

/** Casts, fills in defaults and validates. Throws DomainError `invalid-value` with the field and the kind of fault, never the value. */
export function cast(model: Model<Fields>, fields: Fields): Fields {
  let fault: unknown
  try {
    const document = new model(fields)
    fault = (document as never as { $__validateSync(): unknown }).$__validateSync()
    if (!fault) return document.toObject({ flattenMaps: true }) as Fields
  } catch (error) {
    fault = error
  }
  const { errors, path, kind, name } = fault as {
    errors?: Record<string, { kind?: string; name: string }>
    path?: string
    kind?: string
    name: string
  }
  // A parent is at fault with its child: the deepest path says more.
  const field = errors ? Object.keys(errors).sort((a, b) => b.split('.').length - a.split('.').length)[0] : path
  if (field === undefined) throw fault
  const { kind: reason = errors?.[field].name ?? name } = errors ? errors[field] : { kind }
  throw new DomainError('invalid-value', { field, reason })
}
