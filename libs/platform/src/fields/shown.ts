import type { Type } from '@nestjs/common'
import { rulesOf } from './field'

/** What a value has to hold for a view to be shown of it: the fields that the view must have, with whatever else it has. */
export type Showable<V> = V extends Date | string | number | boolean | null | undefined
  ? V
  : V extends readonly (infer E)[]
    ? readonly Showable<E>[]
    : { [K in keyof V]: Showable<V[K]> }

const showers = new WeakMap<Type<object>, (from: object) => object>()

/** A view of a document: the fields that the view declares and no others, masked where they say so, and so on down to the parts of it. */
export function shown<V extends object>(view: Type<V>, from: Showable<V>): V {
  return showerOf(view)(from) as V
}

function showerOf(view: Type<object>): (from: object) => object {
  let show = showers.get(view)
  if (!show) {
    const fields = (rulesOf(view) ?? []).map(({ name, part, masked }) => ({
      name,
      each: part ? partShower(part) : (masked as ((value: unknown) => unknown) | undefined),
    }))
    show = (from) => {
      const result: Record<string, unknown> = {}
      for (const { name, each } of fields) {
        const value = (from as Record<string, unknown>)[name]
        if (value !== undefined) result[name] = each && value !== null ? each(value) : value
      }
      return result
    }
    showers.set(view, show)
  }
  return show
}

const partShower = (part: () => Type<object>) => (value: unknown) =>
  Array.isArray(value) ? value.map((one) => showerOf(part())(one)) : showerOf(part())(value as object)

/** Which fields a view shows, a part of it by its name. */
export const shownFields = (view: Type<object>): string[] => (rulesOf(view) ?? []).map(({ name }) => name)
