import type { EventData } from '@yiwang/contracts'
import type { Decision } from '@yiwang/domain'
import type { Area } from '@yiwang/platform'
import { event } from '../events'

/** An area as its source gives it. */
export type DeclaredArea = EventData<'information-network.area-changed'>

/** What is stored and told of an area; nothing where it is known just so. Codes are merged and revoked over time: an area ends, it is never removed. */
export function declare(known: Area | undefined, declared: DeclaredArea): Decision<Area> | undefined {
  const { code, name, level, parent, ancestors, placeholder, validFrom, validTo, successor } = declared
  const next: Area = { id: code, name, level, parent, ancestors, placeholder, validFrom, validTo, successor }
  if (known && same(known, next)) return undefined
  return { set: next, events: [event('information-network.area-changed', declared)] }
}

/** Whether it has not ended before a day. */
export const isLiving = ({ validTo }: Pick<Area, 'validTo'>, day: string): boolean => !validTo || day <= validTo

const same = (a: Area, b: Area) =>
  (['name', 'level', 'parent', 'placeholder', 'validFrom', 'validTo', 'successor'] as const).every((field) => a[field] === b[field]) &&
  a.ancestors.join() === b.ancestors.join()

export const declaredOf = ({ id: code, name, level, parent, ancestors, placeholder, validFrom, validTo, successor }: Area): DeclaredArea => ({
  code,
  name,
  level,
  parent,
  ancestors,
  placeholder,
  validFrom,
  validTo,
  successor,
})
