import type { Fault } from '@yiwang/domain/normalization'
import type { ValidationError } from 'class-validator'
import { messagesOfFault } from '../fields/faults'
import type { Messages } from './problems'

export interface FieldError {
  field: string
  code: string
  messages: Messages
}

/** What was sent does not have the shape that the door asks for. */
export class InvalidInput extends Error {
  constructor(readonly errors: FieldError[]) {
    super(errors.map(({ field, code }) => `${field}: ${code}`).join(', '))
  }

  static at(field: string, fault: Fault): InvalidInput {
    return new InvalidInput([fieldError(field, fault)])
  }

  static of(errors: ValidationError[]): InvalidInput {
    return new InvalidInput(errors.flatMap((error) => flatten(error)))
  }
}

export const fieldError = (field: string, fault: Fault): FieldError => ({ field, code: fault.code, messages: messagesOfFault(fault) })

function flatten(error: ValidationError, above = ''): FieldError[] {
  const field = above ? `${above}.${error.property}` : error.property
  const check = error.contexts?.field?.check as ((value: unknown) => Fault | undefined) | undefined
  const fault = check?.(error.value) ?? (error.constraints?.whitelistValidation ? { code: 'unknown-field' } : undefined)
  if (fault) return [fieldError(field, fault)]
  const below = (error.children ?? []).flatMap((child) => flatten(child, field))
  return below.length ? below : [fieldError(field, { code: 'wrong-type' })]
}
