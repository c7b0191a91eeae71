import './problems'

export { auditSchema, withoutResidents } from './audit.schema'
export { AuditService, auditOf } from './audit.service'
export { FEWEST_CANDIDATES, masks, toldInClear } from './candidates'
export { ErasePeople, erasedPeopleHandlers, erasePeopleOf, type TellErased } from './erase-people'
export { type ErasedPerson, erasedPersonSchema } from './erased-person.schema'
export { erasedBy } from './erasing'
export { IdentityNumber, MaskedAddress, MaskedIdentityNumber, MaskedName, MaskedPhone, Note } from './fields'
export { PersonForm, RevealForm } from './forms'
export { Histories, type StepApart, type Stepped, stepsApart } from './histories'
export { residentOf } from './own'
export { PeopleSearches, type SoughtBy, searchesOf } from './people-searches'
export { NOTE_MS, type Presented, type Proof, type Recognition, Recognitions, type Vouch } from './recognitions'
export {
  type Actor,
  actorOf,
  type EraseRule,
  isInReach,
  type KnownArea,
  nobody,
  type Person,
  type Place,
  type Purpose,
  placeOf,
  purposes,
  requireAnother,
  revealTermsAt,
  type Source,
  type Step,
  secrecyTerms,
  stepOf,
  toldOf,
  UNDER_ORDER,
  type Why,
  whyOf,
  withoutNote,
} from './rules'
export { type Findable, keysAsked, searchKeys } from './search-keys'
export { type SearchTerms, searchTermsAt } from './search-terms'
export { soughtIn } from './sought-in'
export { actor, person, personKinds, placeKinds, source, step, stepKinds } from './stored'
export { ActorView, AreaStep, PersonView, RevealedPerson, SourceView, StepView, Words } from './views'
