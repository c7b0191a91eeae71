import { z } from 'zod'
import { audit } from './audit'
import { documentErased, personErased } from './erased'
import { areaCode, id, instant, personal, word } from './fields'

export const areaLevels = ['city', 'county', 'town', 'community'] as const

const resident = z.object({
  residentId: id,
  areaCode,
  name: personal(z.string()),
  /** Not everybody has one. */
  phone: personal(z.string()).optional(),
  /** Home care visits people there. */
  address: personal(z.string()),
  tags: personal(z.array(z.string())),
  birthYear: personal(z.int()),
})

const lifeEvent = z.object({ residentId: id, areaCode, on: z.iso.date() })

const dwelling = z.object({
  dwellingId: id,
  areaCode,
  address: personal(z.string()),
  /** Degrees of CGCS2000, and metres around it. */
  position: personal(z.object({ latitude: z.number(), longitude: z.number(), accuracy: z.number() })).optional(),
})

/** Of what becomes of an area: which one, and from which day on. The day may be past when it is told. */
const change = { changeId: id, code: areaCode, from: z.iso.date() }

/** What the information network tells the others: collected once, shared by many. Identity numbers never travel. */
export const informationNetworkEvents = {
  'information-network.area-changed': z.object({
    code: areaCode,
    name: z.string(),
    level: word(...areaLevels),
    parent: areaCode.optional(),
    /** From the area itself up to the city. Taken from the tree: stripping zeros is wrong. */
    ancestors: z.array(areaCode),
    /** A "virtual community" of the statistical codes: nobody lives there. */
    placeholder: z.boolean(),
    validFrom: z.iso.date().optional(),
    /** The last day. */
    validTo: z.iso.date().optional(),
    /** It has ended, and what lay there lies in this one since: its ancestors go by way of it. */
    successor: areaCode.optional(),
  }),
  /** An area lies in another one from a day on, and everything below it with it. `area-changed` tells of each how it is then. */
  'information-network.area-moved': z.object({ ...change, parent: areaCode, formerParent: areaCode }),
  'information-network.area-renamed': z.object({ ...change, name: z.string(), formerName: z.string() }),
  /** From that day on there is no such area. What was below it is below its successor. */
  'information-network.area-ended': z.object({ ...change, successor: areaCode.optional() }),
  'information-network.unit-changed': z.object({
    unitId: id,
    name: z.string(),
    kind: word('committee', 'police', 'civil-affairs', 'urban-management', 'environment', 'water'),
    areaCode,
  }),
  'information-network.resident-registered': resident,
  'information-network.resident-updated': resident.extend({
    /** What it follows from, such as a correction that was accepted; nothing where somebody of staff changed it themselves. */
    source: z.object({ service: z.string(), id }).optional(),
    /** They are here no more. */
    left: word('died', 'moved-away').optional(),
  }),
  /** What became of somebody, from the day on which it was so. `resident-updated` is told with it. */
  'information-network.resident-died': lifeEvent,
  'information-network.resident-moved-away': lifeEvent,
  'information-network.resident-returned': lifeEvent,
  'information-network.resident-renamed': lifeEvent.extend({ name: personal(z.string()), formerName: personal(z.string()) }),
  'information-network.resident-number-corrected': lifeEvent,
  /**
   * For home care, which keeps those whom it serves: the year has come in which they are 60, or care was asked for in their area, for them or by them. Which of the two, it does not say.
   */
  'information-network.resident-introduced': resident,
  /** Who is to be forgotten: the key that everything told of them was sealed with is being destroyed, and everyone takes away what they keep of them. */
  'information-network.resident-erased': z.object({ residentId: id }),
  /** A legal hold (保全): what names this resident or ticket, or all that is kept as this kind in an area, must neither be blanked nor erased, to the last day (`until`) or until it is lifted. */
  'information-network.hold-changed': z.object({
    holdId: id,
    what: word('resident', 'ticket', 'kind'),
    /** The resident or the ticket. */
    subject: id.optional(),
    kind: z.string().optional(),
    areaCode,
    until: z.iso.date(),
    state: word('in-force', 'lifted'),
  }),
  /** A home, as it is from now on: what is known of who lives in it, their own entries say. */
  'information-network.dwelling-recorded': dwelling,
  'information-network.dwelling-changed': dwelling,
  /** Some people are a household from a day on. */
  'information-network.household-founded': z.object({ householdId: id, areaCode, on: z.iso.date() }),
  /** Of whom it is so from a day on: they came to it, left it, or are something else in it. */
  'information-network.household-changed': z.object({
    householdId: id,
    areaCode,
    kind: word('found', 'join', 'leave', 'split', 'head'),
    on: z.iso.date(),
    /** Who lives together is known of people. */
    residentIds: personal(z.array(id)),
  }),
  /** The community that holds a resident's entry lets it go to another one; `resident-updated` follows. */
  'information-network.move-accepted': z.object({ moveId: id, residentId: id, areaCode }),
  /** A value that waited beside the entry was accepted by another person; `resident-updated` follows, with the correction for its source. */
  'information-network.correction-accepted': z.object({ correctionId: id, residentId: id, field: word('name', 'phone', 'address') }),
  /** A year of the city's calendar, as it is from now on: whoever counts working days keeps a copy. */
  'information-network.calendar-changed': z.object({
    year: z.string().regex(/^\d{4}$/),
    /** Weekdays that are free. */
    off: z.array(z.iso.date()),
    /** Days of a weekend that are worked (调休). */
    worked: z.array(z.iso.date()),
    /** Whether the State Council's notice for the year is out. */
    noticed: z.boolean(),
    source: z.string().optional(),
    sourceDate: z.iso.date().optional(),
  }),
  'information-network.notice-published': z.object({ noticeId: id, title: z.string(), text: z.string(), areaCode, until: instant.optional() }),
  'information-network.audit-recorded': audit,
  /** An auditor has looked at a look under an order: nobody acts on it, the seals cover it. */
  'information-network.look-reviewed': z.object({
    lookId: id,
    service: z.string(),
    subject: id,
    verdict: word('agree', 'object'),
    note: personal(z.string()),
  }),
  'information-network.document-erased': documentErased,
  'information-network.person-erased': personErased,
}
