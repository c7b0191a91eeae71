import type { components as HomeCareDoors } from './generated/home-care'
import type { components as HotlineDoors } from './generated/hotline'
import type { components as IdentityDoors } from './generated/identity'
import type { components as NetworkDoors } from './generated/information-network'
import type { components as KioskDoors } from './generated/kiosk'

/** The portal's words for what the services answer; the shapes are the services' own. */
export type Identity = IdentityDoors['schemas']
export type Network = NetworkDoors['schemas']
export type Hotline = HotlineDoors['schemas']
export type HomeCare = HomeCareDoors['schemas']
export type Kiosk = KioskDoors['schemas']

export type SignedIn = Identity['SessionView']
export type Account = Identity['SignedInAccount']
export type Role = Account['role']
export type StaffAccount = Identity['AccountView']
export type Terminal = Identity['TerminalView']

export type AreaStep = Network['AreaStep']
export type Resident = Network['ResidentView']
export type Move = Network['MoveView']
export type TimelineItem = Network['TimelineItemView']

export type Ticket = Hotline['TicketView']
export type WaitingState = Hotline['WaitingStateView']
export type TicketState = Ticket['state']
export type TicketStep = Hotline['EntryView']
export type NewTicket = Hotline['RecordTicket']
export type Person = Hotline['PersonView']
export type Caller = Hotline['CallerView']
export type Callers = Hotline['CallView']
export type EarlierTicket = Hotline['EarlierTicketView']
export type PublicTicket = Hotline['PublicTicketView']
export type Parked = Hotline['ParkedView']
export type StoppedPartition = Hotline['StoppedPartitionView']
/** What every reveal answers: of a ticket maybe two people, of a resident the identity number too. */
export type Revealed = Hotline['RevealedView'] & Partial<Pick<Network['RevealedResident'], 'identityNumber'>>

export type CareRequest = HomeCare['RequestView']
export type Visit = HomeCare['VisitView']
export type Provider = HomeCare['ProviderView']

export type Need = Kiosk['NeedView']
export type NewNeed = Kiosk['RegisterNeed']
export type Bill = Kiosk['BillView']
export type Payment = Kiosk['PaymentView']
