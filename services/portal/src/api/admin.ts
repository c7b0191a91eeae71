import { answerOf, clientOf, everything, once } from './client'
import type { paths as HomeCareDoors } from './generated/home-care'
import type { paths as HotlineDoors } from './generated/hotline'
import type { paths } from './generated/identity'
import type { paths as NetworkDoors } from './generated/information-network'
import type { paths as KioskDoors } from './generated/kiosk'
import type { Identity, Parked, StoppedPartition } from './shapes'

const http = clientOf<paths>()
const accounts = '/api/identity/accounts'
const terminals = '/api/identity/terminals'
const page = (cursor?: string) => ({ params: { query: { limit: 200, cursor } } })

export const admin = {
  accounts: (cursor?: string) => answerOf(http.GET(accounts, { params: { query: { cursor } } })),
  addAccount: (body: Identity['CreateAccount']) => once(accounts, body, (headers) => http.POST(accounts, { body, headers })),
  changeAccount: (id: string, body: Identity['ChangeAccount']) =>
    answerOf(http.PATCH('/api/identity/accounts/{id}', { params: { path: { id } }, body })),
  terminals: (cursor?: string) => answerOf(http.GET(terminals, { params: { query: { cursor } } })),
  changeTerminal: (id: string, body: Identity['ChangeTerminal']) =>
    answerOf(http.PATCH('/api/identity/terminals/{id}', { params: { path: { id } }, body })),
  /** A new secret; the old one is worth nothing from then on. */
  renewSecret: (id: string) => answerOf(http.POST('/api/identity/terminals/{id}/secret', { params: { path: { id } } })),
  /** A new PIN, with which the device is signed out on its screen. */
  renewPin: (id: string) => answerOf(http.POST('/api/identity/terminals/{id}/pin', { params: { path: { id } } })),
  addTerminal: (body: Identity['RegisterTerminal']) => once(terminals, body, (headers) => http.POST(terminals, { body, headers })),
}

interface ParkedDoors {
  list: () => Promise<Parked[]>
  replay: (id: string) => Promise<Parked>
  drop: (id: string, eventId: string) => Promise<Parked>
  partitions: () => Promise<StoppedPartition[]>
  passOver: (id: string) => Promise<StoppedPartition>
}

const network = clientOf<NetworkDoors>()
const hotline = clientOf<HotlineDoors>()
const homeCare = clientOf<HomeCareDoors>()
const kiosk = clientOf<KioskDoors>()
const of = (id: string) => ({ params: { path: { id } } })
const event = (id: string, eventId: string) => ({ params: { path: { id, eventId } } })

/** Each service keeps its own parked messages; the page shows them together. */
export const parked = {
  'information-network': {
    list: () => everything((cursor) => answerOf(network.GET('/api/information-network/parked', page(cursor)))),
    replay: (id) => answerOf(network.POST('/api/information-network/parked/{id}/replay', of(id))),
    drop: (id, eventId) => answerOf(network.DELETE('/api/information-network/parked/{id}/events/{eventId}', event(id, eventId))),
    partitions: () => everything((cursor) => answerOf(network.GET('/api/information-network/parked/partitions', page(cursor)))),
    passOver: (id) => answerOf(network.POST('/api/information-network/parked/partitions/{id}/pass-over', of(id))),
  },
  hotline: {
    list: () => everything((cursor) => answerOf(hotline.GET('/api/hotline/parked', page(cursor)))),
    replay: (id) => answerOf(hotline.POST('/api/hotline/parked/{id}/replay', of(id))),
    drop: (id, eventId) => answerOf(hotline.DELETE('/api/hotline/parked/{id}/events/{eventId}', event(id, eventId))),
    partitions: () => everything((cursor) => answerOf(hotline.GET('/api/hotline/parked/partitions', page(cursor)))),
    passOver: (id) => answerOf(hotline.POST('/api/hotline/parked/partitions/{id}/pass-over', of(id))),
  },
  'home-care': {
    list: () => everything((cursor) => answerOf(homeCare.GET('/api/home-care/parked', page(cursor)))),
    replay: (id) => answerOf(homeCare.POST('/api/home-care/parked/{id}/replay', of(id))),
    drop: (id, eventId) => answerOf(homeCare.DELETE('/api/home-care/parked/{id}/events/{eventId}', event(id, eventId))),
    partitions: () => everything((cursor) => answerOf(homeCare.GET('/api/home-care/parked/partitions', page(cursor)))),
    passOver: (id) => answerOf(homeCare.POST('/api/home-care/parked/partitions/{id}/pass-over', of(id))),
  },
  kiosk: {
    list: () => everything((cursor) => answerOf(kiosk.GET('/api/kiosk/parked', page(cursor)))),
    replay: (id) => answerOf(kiosk.POST('/api/kiosk/parked/{id}/replay', of(id))),
    drop: (id, eventId) => answerOf(kiosk.DELETE('/api/kiosk/parked/{id}/events/{eventId}', event(id, eventId))),
    partitions: () => everything((cursor) => answerOf(kiosk.GET('/api/kiosk/parked/partitions', page(cursor)))),
    passOver: (id) => answerOf(kiosk.POST('/api/kiosk/parked/partitions/{id}/pass-over', of(id))),
  },
  identity: {
    list: () => everything((cursor) => answerOf(http.GET('/api/identity/parked', page(cursor)))),
    replay: (id) => answerOf(http.POST('/api/identity/parked/{id}/replay', of(id))),
    drop: (id, eventId) => answerOf(http.DELETE('/api/identity/parked/{id}/events/{eventId}', event(id, eventId))),
    partitions: () => everything((cursor) => answerOf(http.GET('/api/identity/parked/partitions', page(cursor)))),
    passOver: (id) => answerOf(http.POST('/api/identity/parked/partitions/{id}/pass-over', of(id))),
  },
} satisfies Record<string, ParkedDoors>
export type ServiceOfParked = keyof typeof parked
