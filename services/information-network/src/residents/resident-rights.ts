import { may } from '@yiwang/auth/capabilities'
import { type Asker, scopeOf } from '@yiwang/auth/scope'
import { isInReach } from '@yiwang/people/rules'
import type { Resident } from './resident'

type Entry = Pick<Resident, 'areaCode' | 'registeredAt' | 'registeredBy'>
type By = Asker & { id: string }

/** Whether an entry is theirs without any matter: their community keeps it, or they wrote it down not long ago. */
export const isTheirs = ({ areaCode, registeredAt, registeredBy }: Entry, by: By, now: Date): boolean =>
  may(by, 'residents.reveal') && (areaCode === scopeOf(by) || (registeredBy?.id === by.id && isInReach(registeredAt, now)))

/** Whoever may have a matter of anybody's in hand: the call centre, while a ticket that names the person is with it. */
export const mayHaveMatters = (by: By): boolean => may(by, 'residents.reveal') && may(by, 'tickets.know-reporters')
