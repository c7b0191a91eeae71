import type { Type } from '@nestjs/common'
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger'
import type { Fault } from '@yiwang/domain/normalization'

export interface FieldOptions {
  optional?: boolean
  /** Required but where this flag beside it is true, or this other field is given. */
  unless?: string
  /** In a view: it may be null. */
  nullable?: boolean
  /** In a view: what is shown of the value, such as `maskName`. A form is never masked. */
  masked?: (value: string) => string
  /** What only its owner should know: no hash of it is kept with a request's. */
  secret?: boolean
  description?: string
}

interface Field {
  /** Tidies a value of the right type; hands on any other as it is. */
  clean?: (value: unknown) => unknown
  /** What is wrong with a value, or nothing. */
  check: (value: unknown) => Fault | undefined
  /** The class of the object, or of each in a list of them, that the field holds. */
  part?: () => Type<object>
  api: ApiPropertyOptions
}

/** What is known of a field of a form or a view, by whatever reads one or shows one. */
export type Rule = Required<Pick<Field, 'clean' | 'check'>> &
  Pick<Field, 'part'> &
  Pick<FieldOptions, 'unless' | 'masked'> & { name: string; optional: boolean; secret: boolean }

const declared = new WeakMap<object, Rule[]>()

/** One word for a field: how it is tidied, checked, shown and described. An optional field may be absent or null. */
export function field({ clean = (value) => value, check, part, api }: Field, options: FieldOptions): PropertyDecorator {
  const { optional = false, unless, nullable, masked, secret = false, description = masked && 'masked' } = options
  return (prototype, property) => {
    const rule: Rule = { name: property as string, clean, check, part, optional, unless, masked, secret }
    const own = declared.get(prototype)
    if (own) own.push(rule)
    else declared.set(prototype, [rule])
    const described = { ...api, required: !optional && !unless, ...(nullable && { nullable }), ...(description && { description }) }
    ApiProperty(described as ApiPropertyOptions)(prototype, property)
  }
}

const whole = new WeakMap<object, Rule[] | undefined>()

/** The fields of a class, those of the classes that it extends first; undefined where it declares none. */
export function rulesOf(type: Type<object>): Rule[] | undefined {
  if (whole.has(type)) return whole.get(type)
  const byName = new Map<string, Rule>()
  const lineage: object[] = []
  for (let prototype = type.prototype; prototype && prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype))
    lineage.unshift(prototype)
  for (const prototype of lineage) for (const rule of declared.get(prototype) ?? []) byName.set(rule.name, rule)
  const rules = byName.size ? [...byName.values()] : undefined
  whole.set(type, rules)
  return rules
}
