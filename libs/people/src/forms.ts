import { Id, Line, PersonName, Phone, Text } from '@yiwang/platform'
import { type Person, purposes } from './rules'

/** Somebody as they are told of at a door. */
export class PersonForm implements Person {
  @PersonName() name: string
  @Phone({ optional: true }) phone?: string
  @Text({ max: 200, optional: true }) address?: string
  @Id({ optional: true }) residentId?: string
}

export class RevealForm {
  @Text({
    max: 200,
    description: `why this must be known: ${purposes.join(', ')}; kept with who asked and when. Any other text counts as \`other\` with that text for a note`,
  })
  purpose: string
  @Text({ max: 200, optional: true, description: 'what else there is to say; required with `other`' }) note?: string
  @Line({ max: 60, optional: true, description: 'with `under-order`, which needs it: who ordered it' }) authority?: string
  @Line({ max: 60, optional: true, description: 'with `under-order`, which needs it: the number of their document' }) document?: string
}
