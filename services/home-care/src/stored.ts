import { optional, part, sealed, text, time } from '@yiwang/persistence'
import type { Step } from './history'
import type { Person } from './person'

/** Who asked: `{ service: 'hotline', id: <ticket> }`. */
export const source = part<{ service: string; id: string }>({ service: text, id: text })

export const person = part<Person>({ residentId: optional(text), name: sealed(text), phone: optional(sealed(text)), address: optional(sealed(text)) })

export const step = part<Step>({
  at: time,
  action: text,
  state: text,
  by: optional(part({ id: text, name: sealed(text), role: text })),
  note: optional(sealed(text)),
})
