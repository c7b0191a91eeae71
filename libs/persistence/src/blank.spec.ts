import { ERASED } from '@yiwang/contracts'
import { blanked } from './blank'
import { list, number, optional, part, schemaOf, sealed, text } from './schema'

interface Step {
  action: string
  by?: { id: string; name: string }
  note?: string
}
interface Thing {
  id: string
  state: string
  name: string
  phone?: string
  tags: string[]
  year: number
  history: Step[]
}

const schema = schemaOf<Thing>('things', {
  state: text,
  name: sealed(text),
  phone: optional(sealed(text)),
  tags: sealed(list(text)),
  year: sealed(number),
  history: list(part<Step>({ action: text, by: optional(part({ id: text, name: sealed(text) })), note: optional(sealed(text)) })),
})
const thing = {
  id: 'a',
  state: 'closed',
  name: '王桂英',
  phone: '13800138000',
  tags: ['elderly'],
  year: 1945,
  history: [{ action: 'open', by: { id: 'lin', name: '林' }, note: '膝盖疼' }, { action: 'close' }],
}

describe('a document of which nobody is to know whom it told of', () => {
  it('loses what is sealed in it, in its parts too, and nothing else', () => {
    expect(blanked(schema, thing)).toEqual({
      name: ERASED,
      phone: undefined,
      tags: [],
      year: 0,
      history: [{ action: 'open', by: { id: 'lin', name: ERASED } }, { action: 'close' }],
    })
  })

  it('loses nothing twice', () => {
    const { phone: _, ...rest } = { ...thing, ...blanked(schema, thing) }
    expect(blanked(schema, rest)).toBeUndefined()
  })
})
