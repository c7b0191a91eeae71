import { type Capability, type Holder, may } from '@yiwang/auth/capabilities'
import type { ComponentType } from 'react'
import type { TextKey } from './i18n/language'

/** `desk`: a head with the navigation, and the page below. `console`: call bar, list, work, context. `bare`: the page is all there is (kiosk, slip, for anybody). */
export type Layout = 'desk' | 'console' | 'bare'

export interface Page {
  path: string
  title: TextKey
  /** Who may look at it; absent: anyone, signed in or not. */
  may?: Capability
  /** Who may do this has another page for it. */
  unless?: Capability
  layout: Layout
  /** A link of the navigation leads here, in the order of the table; the first page of somebody's own is where they begin. */
  link?: true
  load: () => Promise<{ default: ComponentType }>
}

/** Every page of the portal: its address, who may look at it, where it is shown. Routes, navigation, titles, refusals and the tests' walk are read from here. */
export const pages: readonly Page[] = [
  { path: '/tickets', title: 'operator.list', may: 'tickets.follow', layout: 'console', link: true, load: () => import('./calls/Welcome') },
  { path: '/tickets/:id', title: 'operator.work', may: 'tickets.follow', layout: 'console', load: () => import('./calls/OpenTicket') },
  { path: '/calls/new/:begun?', title: 'operator.newTitle', may: 'callers.identify', layout: 'console', load: () => import('./calls/NewCall') },

  { path: '/today', title: 'worker.today', may: 'tickets.handle', layout: 'desk', link: true, load: () => import('./tickets/Today') },
  {
    path: '/tickets/:id',
    title: 'operator.work',
    may: 'tickets.read',
    unless: 'tickets.follow',
    layout: 'desk',
    load: () => import('./tickets/TicketPage'),
  },
  {
    path: '/record/:begun?',
    title: 'worker.record',
    may: 'tickets.record',
    unless: 'callers.identify',
    layout: 'desk',
    link: true,
    load: () => import('./tickets/record/RecordNeed'),
  },

  { path: '/residents', title: 'resident.list', may: 'residents.register', layout: 'desk', link: true, load: () => import('./residents/Residents') },
  { path: '/residents/moves', title: 'move.list', may: 'moves.decide', layout: 'desk', load: () => import('./moves/Moves') },
  {
    path: '/residents/corrections',
    title: 'correction.list',
    may: 'corrections.decide',
    layout: 'desk',
    load: () => import('./corrections/Corrections'),
  },
  { path: '/residents/erasures', title: 'erasure.list', may: 'residents.erase', layout: 'desk', load: () => import('./erasures/Erasures') },
  { path: '/residents/imports', title: 'import.list', may: 'residents.import', layout: 'desk', load: () => import('./residents/imports/Imports') },
  {
    path: '/residents/new/:begun?',
    title: 'resident.register',
    may: 'residents.register',
    layout: 'desk',
    load: () => import('./residents/RegisterResident'),
  },
  { path: '/residents/:id', title: 'resident.timeline', may: 'claims.check', layout: 'desk', load: () => import('./residents/ResidentPage') },

  { path: '/requests', title: 'request.list', may: 'care-requests.assign', layout: 'desk', link: true, load: () => import('./home-care/Requests') },
  { path: '/providers', title: 'provider.list', may: 'providers.manage', layout: 'desk', link: true, load: () => import('./home-care/Providers') },
  { path: '/elderly', title: 'elder.list', may: 'elderly.read', layout: 'desk', link: true, load: () => import('./home-care/Elderly') },
  { path: '/visits', title: 'visit.mine', may: 'visits.carry-out', layout: 'desk', link: true, load: () => import('./home-care/Visits') },

  { path: '/notices', title: 'notice.list', may: 'notices.publish', layout: 'desk', link: true, load: () => import('./notices/Notices') },
  { path: '/areas', title: 'areaChange.list', may: 'areas.change', layout: 'desk', link: true, load: () => import('./areas/AreaChanges') },
  { path: '/accounts', title: 'admin.accounts', may: 'accounts.manage', layout: 'desk', link: true, load: () => import('./accounts/Accounts') },
  { path: '/clients', title: 'client.list', may: 'clients.manage', layout: 'desk', link: true, load: () => import('./clients/Clients') },
  { path: '/parked', title: 'admin.parked', may: 'parked.manage', layout: 'desk', link: true, load: () => import('./parked/ParkedMessages') },
  { path: '/security', title: 'security.list', may: 'security.read', layout: 'desk', link: true, load: () => import('./security/SecurityPage') },
  { path: '/security/looks', title: 'looks.review', may: 'looks.review', layout: 'desk', link: true, load: () => import('./looks/LooksPage') },
  { path: '/retention', title: 'retention.title', may: 'retention.read', layout: 'desk', link: true, load: () => import('./retention/Retention') },
  { path: '/holds', title: 'hold.list', may: 'holds.put', layout: 'desk', load: () => import('./retention/Holds') },
  {
    path: '/messages',
    title: 'message.list',
    may: 'messages.manage',
    layout: 'desk',
    link: true,
    load: () => import('./messages/SimulatedMessages'),
  },

  { path: '/me', title: 'me.title', may: 'sign-in.own', layout: 'desk', load: () => import('./me/Me') },

  { path: '/kiosk', title: 'kiosk.title', may: 'kiosk.serve', layout: 'bare', link: true, load: () => import('./kiosk/Kiosk') },
  { path: '/privacy', title: 'privacy.title', layout: 'bare', load: () => import('./privacy/PrivacyPage') },
  { path: '/my/:part?', title: 'my.title', layout: 'bare', load: () => import('./my/MyPage') },
  { path: '/ask/:number?', title: 'kiosk.menu.ask', layout: 'bare', load: () => import('./ask/AskPage') },
]

/** What of somebody says which pages are theirs. Whoever has to put their sign-in right first has one, and no other door opens to them. */
type Person = Holder & { must?: string }

/** The pages of one person, at each address the first that they may look at. */
export const pagesOf = (account: Person): Page[] =>
  pages.filter(
    (page) => page.may && may(account, page.may) && !(page.unless && may(account, page.unless)) && (!account.must || page.may === 'sign-in.own'),
  )

export const linksOf = (account: Person): Page[] => pagesOf(account).filter(({ link }) => link)

/** An address without what stands for a name in it: `/record/:begun?` is `/record`. */
export const addressOf = ({ path }: Page): string => path.replace(/\/:\w+\?/g, '')

/** Where somebody begins. */
export const homeOf = (account: Person): Page | undefined => linksOf(account)[0] ?? (account.must ? pagesOf(account)[0] : undefined)

/** Addresses of before, when each role had its own: bookmarks lead on. */
const formerly: [RegExp, string][] = [
  [/^\/operator\/new(?=\/|$)/, '/calls/new'],
  [/^\/(operator|worker|coordinator|provider|admin)\/(?=.)/, '/'],
  [/^\/(operator|worker|coordinator|provider|admin)\/?$/, '/'],
]

export function nowAt(address: string): string | undefined {
  const found = formerly.find(([before]) => before.test(address))
  return found && address.replace(...found)
}
