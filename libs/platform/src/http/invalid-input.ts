import type { Fault } from '@yiwang/domain/normalization'
import type { ValidationError } from 'class-validator'
import { messagesOfFault } from '../fields/faults'
import type { Messages } from './problems'

export interface FieldError {
  field: string
  code: string
  messages: Messages
}

export interface FieldFault {
  field: string
  fault: Fault
}

/** So many are named, the others counted: what someone sends does not come back many times as long. */
const NAMED = 20
const LONGEST_NAME = 100

/** What was sent does not have the shape that the door asks for. */
export class InvalidInput extends Error {
  readonly errors: FieldError[]
  /** How many more there are. */
  readonly moreErrors: number

  constructor(faults: FieldFault[]) {
    const errors = faults.slice(0, NAMED).map(fieldError)
    super(errors.map(({ field, code }) => `${field}: ${code}`).join(', '))
    this.errors = errors
    this.moreErrors = faults.length - errors.length
  }

  static at(field: string, fault: Fault): InvalidInput {
    return new InvalidInput([{ field, fault }])
  }

  static of(errors: ValidationError[]): InvalidInput {
    return new InvalidInput(errors.flatMap((error) => faultsOf(error)))
  }
}

const fieldError = ({ field, fault }: FieldFault): FieldError => ({ field: shortened(field), code: fault.code, messages: messagesOfFault(fault) })

const shortened = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name)

function faultsOf({ property, constraints = {}, children = [] }: ValidationError, above = ''): FieldFault[] {
  const field = above + property
  if ('whitelistValidation' in constraints) return [{ field, fault: { code: 'unknown-field' } }]
  return children.length ? children.flatMap((child) => faultsOf(child, `${field}.`)) : [{ field, fault: { code: 'wrong-type' } }]
}
