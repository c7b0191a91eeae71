import type { Type } from '@nestjs/common'
import { rulesOf } from './field'

type Leave = (given: unknown) => unknown

const leavers = new WeakMap<Type<object>, Leave | undefined>()

/** Leaves the secrets out of what was sent as a form of this class, down to its parts; undefined where it has none. */
export function withoutSecrets(type: Type<object>): Leave | undefined {
  if (!leavers.has(type)) leavers.set(type, make(type))
  return leavers.get(type)
}

function make(type: Type<object>): Leave | undefined {
  const changed = new Map<string, Leave | undefined>()
  for (const { name, secret, part } of rulesOf(type) ?? []) {
    const inner = part && withoutSecrets(part())
    if (secret || inner) changed.set(name, secret ? undefined : inner)
  }
  if (!changed.size) return undefined
  const leave: Leave = (given) => {
    if (Array.isArray(given)) return given.map(leave)
    if (typeof given !== 'object' || given === null) return given
    const left: Record<string, unknown> = { ...given }
    for (const [name, inner] of changed) {
      if (!inner) delete left[name]
      else if (name in left) left[name] = inner(left[name])
    }
    return left
  }
  return leave
}
