import { type ArgumentMetadata, Injectable, type Type, ValidationPipe } from '@nestjs/common'
import { type FieldFault, InvalidInput } from '../http/invalid-input'
import { type Rule, rulesOf } from './field'

type Fields = Record<string, unknown>
type Read = (given: Fields, faults: FieldFault[], above: string) => object

const readers = new WeakMap<Type<object>, Read>()

/** What was sent as an object of `type`: tidied and checked field by field. Throws InvalidInput naming every field at fault, and names that it does not have. */
export function readForm<T extends object>(type: Type<T>, given: object): T {
  const faults: FieldFault[] = []
  const form = readerOf(type)(given as Fields, faults, '')
  if (faults.length) throw new InvalidInput(faults)
  return form as T
}

/** Made once for each class: what does not change from one request to the next is not asked again. */
function readerOf(type: Type<object>): Read {
  let read = readers.get(type)
  if (!read) {
    const rules = rulesOf(type) ?? []
    const known = new Set(rules.map(({ name }) => name))
    const fields = rules.map(fieldReader)
    read = (given, faults, above) => {
      for (const name of Object.keys(given)) if (!known.has(name)) faults.push({ field: above + name, fault: { code: 'unknown-field' } })
      const form = new type() as Fields
      for (const one of fields) one(given, form, faults, above)
      return form
    }
    readers.set(type, read)
  }
  return read
}

function fieldReader({ name, clean, check, part, optional, unless }: Rule) {
  const inner =
    part &&
    ((value: Fields | Fields[], faults: FieldFault[], path: string) => {
      const read = readerOf(part())
      return Array.isArray(value) ? value.map((one, at) => read(one, faults, `${path}.${at}.`)) : read(value, faults, `${path}.`)
    })
  return (given: Fields, form: Fields, faults: FieldFault[], above: string): void => {
    const sent = given[name]
    if (sent === undefined || sent === null) {
      if (!optional && !(unless && given[unless])) faults.push({ field: above + name, fault: { code: 'required' } })
      return
    }
    const value = clean(sent)
    const fault = check(value)
    if (fault) faults.push({ field: above + name, fault })
    else form[name] = inner ? inner(value as Fields, faults, above + name) : value
  }
}

/**
 * Reads bodies and queries as the forms that the routes name. A form that declares none of our fields, such as a library's, is left to class-validator, which lets
 * nothing pass that the form does not declare.
 */
@Injectable()
export class FormPipe extends ValidationPipe {
  constructor() {
    super({ whitelist: true, forbidNonWhitelisted: true, transform: true, exceptionFactory: (errors) => InvalidInput.of(errors) })
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a pipe is given is what somebody sent
  override async transform(value: any, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata
    if (metatype && (type === 'body' || type === 'query') && rulesOf(metatype)) return readForm(metatype, value ?? {})
    return super.transform(value, metadata)
  }
}
