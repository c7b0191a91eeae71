import { applyDecorators } from '@nestjs/common'
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger'
import type { Fault } from '@yiwang/domain/normalization'
import { Transform } from 'class-transformer'
import { IsOptional, registerDecorator, ValidateIf } from 'class-validator'

export interface FieldOptions {
  optional?: boolean
  /** Required but where this flag beside it is true. */
  unless?: string
  description?: string
}

interface Field {
  /** Tidies a value of the right type; hands on any other as it is. */
  clean?: (value: unknown) => unknown
  /** What is wrong with a value, or nothing. */
  check: (value: unknown) => Fault | undefined
  api: ApiPropertyOptions
}

/** One word for a field at the door: how it is tidied, checked and described. An optional field may be absent or null. */
export function field({ clean = (value) => value, check, api }: Field, { optional = false, unless, description }: FieldOptions): PropertyDecorator {
  const whole = (value: unknown) => (value === undefined || value === null ? { code: 'required' } : check(value))
  return applyDecorators(
    ...(optional ? [IsOptional()] : []),
    ...(unless ? [ValidateIf((beside, value) => value !== undefined || beside[unless] !== true)] : []),
    Transform(({ value }) => (value === null ? undefined : clean(value))),
    valid(whole),
    ApiProperty({ ...api, required: !optional && !unless, ...(description && { description }) } as ApiPropertyOptions),
  )
}

const valid =
  (check: (value: unknown) => Fault | undefined): PropertyDecorator =>
  (target, propertyName) =>
    registerDecorator({
      name: 'field',
      target: target.constructor,
      propertyName: propertyName as string,
      options: { context: { check } },
      validator: { validate: (value: unknown) => check(value) === undefined, defaultMessage: () => 'invalid' },
    })
