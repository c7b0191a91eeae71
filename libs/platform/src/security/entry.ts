import type { Actor } from '@yiwang/persistence'

/** What is written down. A word is added here, and to the portal's texts (`security.what.…`). */
export const securityWords = [
  'sign-in',
  'sign-out',
  'token',
  'refused',
  'reveal',
  'search',
  'rights',
  'settings',
  'keys',
  'credentials',
  'erasure',
  'proxy',
  'hold',
  'log-read',
  'message',
  'own-read',
  'looks',
  'alarm',
] as const
export type SecurityWord = (typeof securityWords)[number]

export const outcomes = ['done', 'refused', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

/** Words and numbers beside it, none of which tells of a person. */
export type Facts = Record<string, string | number | boolean>

/** Something worth writing down. Who did it and where from follow from the request in hand, unless said. */
export interface Noted {
  what: SecurityWord
  outcome: Outcome
  by?: Actor
  /** Id of the account, resident or thing that it was done to. */
  subject?: string
  /** Where the account that it was done to works; otherwise where whoever did it does. */
  areaCode?: string
  facts?: Facts
  /** What is said again with the same word within the hour is one line, with a count: each page of a list that somebody reads. */
  once?: string
}

export interface Fact {
  name: string
  value: string
}

/** A line of the security log. */
export interface SecurityEntry {
  id: string
  at: Date
  /** Of several that were counted together: when the last of them was. */
  until?: Date
  count: number
  what: string
  outcome: Outcome
  account?: string
  role?: string
  subject?: string
  /** Whose admins may be told of it. */
  areaCode?: string
  /** The account that did it and what it was done to: whoever asks for an account finds both. */
  concerns: string[]
  /** The client's network. */
  address?: string
  correlation?: string
  facts: Fact[]
}

/** Where it comes from: the client's network, its door, and the request's id in the log of requests. */
export interface Origin {
  from?: string
  correlation?: string
  areaCode?: string
}

/** A mobile number, or the digits of an identity or bank card: none of them is a fact. A code of an area has twelve. */
const ofPeople = /(?<!\d)1\d{10}(?!\d)|\d{15}/
const plain = /^[\w ./:@{}*-]{1,100}$/

/** What is written in ASCII, in the words of the program, tells of nobody; the rest is left out, whoever noted it. */
const harmless = (value: string): string => (plain.test(value) && !ofPeople.test(value) ? value : 'withheld')

const factsOf = (facts: Facts = {}): Fact[] => Object.entries(facts).map(([name, value]) => ({ name, value: harmless(String(value)) }))

/** What is stored of it; `at` is the moment. What is done for another is done to that person, unless more is said. */
export function entryOf(
  { what, outcome, by, subject = by?.for, areaCode, facts }: Noted,
  { from, correlation, areaCode: place }: Origin,
  at: Date,
): Omit<SecurityEntry, 'id'> {
  const where = areaCode ?? place
  const concerns = [...new Set([by?.id, subject].filter((one) => one !== undefined))]
  return {
    at,
    count: 1,
    what,
    outcome,
    ...(by && { account: by.id, role: by.role }),
    ...(subject && { subject }),
    ...(where && { areaCode: where }),
    concerns,
    ...(from && { address: by?.role === 'resident' ? shortened(from) : from }),
    ...(correlation && { correlation }),
    facts: factsOf(facts),
  }
}

/** A resident's line tells where they live: of their address the part that says whose network it is, /24 or (of the /64 that is counted) /48. */
export function shortened(network: string): string {
  if (!network.includes(':')) return network.replace(/\.\d+$/, '.0/24')
  const [head] = network.split('::')
  return `${head.split(':').slice(0, 3).join(':')}::/48`
}
