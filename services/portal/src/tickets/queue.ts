import type { TicketView } from '../api/generated/hotline'

/** What a list shows: the states it gathers (none: all, newest first), or what a search finds in all of them. */
export interface Queue {
  states: TicketView['state'][]
  /** By when they came, not by deadline: for what has ended. */
  newest?: boolean
  q?: string
}

/** Of each state that is asked for by itself, where its next page begins. */
export type Cursors = Record<string, string | undefined>
export const everything = ''

export interface Page {
  items: TicketView[]
  next: Cursors
}

export const isByNewest = ({ states, newest }: Queue): boolean => newest || states.length === 0

type Row = Pick<TicketView, 'id' | 'state' | 'createdAt' | 'dueAt'>

/** As the service sorts: below zero where `a` stands before `b`. */
function inOrder(queue: Queue, a: Row, b: Row): number {
  if (isByNewest(queue)) return b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)
  return a.dueAt.localeCompare(b.dueAt) || a.id.localeCompare(b.id)
}

/** Each once, as it is now: one that changed its state meanwhile may have come with a page of either. */
function newestOf(pages: Page[]): Map<string, TicketView> {
  const byId = new Map<string, TicketView>()
  for (const row of pages.flatMap(({ items }) => items)) if ((byId.get(row.id)?.version ?? 0) < row.version) byId.set(row.id, row)
  return byId
}

/** All that is loaded. What a search finds is in the service's own order. */
export function rowsOf(queue: Queue, pages: Page[]): TicketView[] {
  const rows = [...newestOf(pages).values()]
  return queue.q ? rows : rows.sort((a, b) => inOrder(queue, a, b))
}

/** Pages as they were read, but for rows that are newer in those of before: news overtake an answer that is under way. */
export function noneOlder(before: Page[], read: Page[]): Page[] {
  const known = newestOf(before)
  const newer = (row: TicketView) => [known.get(row.id)].find((one) => one && one.version > row.version) ?? row
  return read.map((page) => ({ ...page, items: page.items.map(newer) }))
}

const isOf = (queue: Queue, { state }: Row): boolean => !queue.q && (queue.states.length === 0 || queue.states.includes(state))

/** Whether a ticket stands in what is loaded of a list, by the list's own filter and order; beyond its end it comes with a later page. */
export function standsIn(queue: Queue, pages: Page[], ticket: Row): boolean {
  if (!isOf(queue, ticket)) return false
  const part = queue.states.length ? ticket.state : everything
  if (!pages.at(-1)?.next[part]) return true
  return pages.some(({ items }) => items.some((row) => (part === everything || row.state === part) && inOrder(queue, ticket, row) < 0))
}

/** Shown where it stands: a row that changes. */
export const withChanged = (pages: Page[], ticket: TicketView): Page[] =>
  pages.map((page) => ({ ...page, items: page.items.map((row) => (row.id === ticket.id && row.version < ticket.version ? ticket : row)) }))

/** What was heard of a ticket: null where whoever watches does not see it any more. */
export interface Heard extends Pick<TicketView, 'id' | 'version'> {
  ticket: TicketView | null
}

/** One thing is known of each ticket: the newest, in whichever order they were heard. */
export const hearing = (all: Heard[], one: Heard): Heard[] =>
  all.some(({ id, version }) => id === one.id && version > one.version) ? all : [...all.filter(({ id }) => id !== one.id), one]

/** The list as it is now: what came stands where it belongs, what left it is gone. */
export function withLetIn(queue: Queue, pages: Page[], heard: Heard[]): Page[] {
  const ids = new Set(heard.map(({ id }) => id))
  const come = heard.flatMap(({ ticket }) => (ticket && standsIn(queue, pages, ticket) ? [ticket] : []))
  return pages.map((page, n) => ({
    ...page,
    items: [...page.items.filter((row) => isOf(queue, row) && !ids.has(row.id)), ...(n === 0 ? come : [])],
  }))
}
