import { areaLevels, type EventData } from '@yiwang/contracts'
import { type Decision, DomainError, type DomainEvent, dayOf, newId, startOf, stateTable } from '@yiwang/domain'
import { type Actor, actorOf } from '@yiwang/people/rules'
import type { Area } from '@yiwang/platform'
import { event } from '../events'
import { isLiving } from './area'

/** What the city decides of an area. It waits for its day; what has become impossible by then is refused. `under-way`: areas are being written. */
export const changeStates = stateTable({
  planned: { begin: 'under-way', refuse: 'refused', withdraw: 'withdrawn' },
  'under-way': { finish: 'in-force' },
  'in-force': {},
  refused: {},
  withdrawn: {},
})
export type ChangeState = (typeof changeStates.names)[number]

export const changeKinds = ['move', 'rename', 'end'] as const

/** What becomes of the area: another parent, another name, or an end, perhaps with a successor in which lies since what lay there. */
export interface WantedChange {
  kind: (typeof changeKinds)[number]
  /** The first day on which it is so. */
  from: string
  parent?: string
  name?: string
  successor?: string
}

export interface AreaChange extends WantedChange {
  id: string
  state: ChangeState
  /** How it was until then. */
  formerName: string
  formerParent?: string
  askedBy: Actor
  askedAt: Date
  /** The rule that said no on the day. */
  refusal?: string
}

/** Everything that was decided of one area, the oldest first; its id is the area's code. */
export interface AreaHistory {
  id: string
  changes: AreaChange[]
  /** When the latest was asked for. */
  latestAt: Date
  /** When the next is to be applied; absent where none waits. */
  dueAt?: Date
}

/** All areas by their codes. */
export type Tree = ReadonlyMap<string, Area>

/** An area changes a few times in a century. */
const MOST = 100

export function ask(
  history: AreaHistory | undefined,
  code: string,
  wanted: WantedChange,
  tree: Tree,
  { by, now }: { by: Actor; now: Date },
): Decision<AreaHistory> {
  check(code, wanted, tree)
  const before = history?.changes ?? []
  if (before.length >= MOST) throw new DomainError('area-changed-too-often')
  const change: AreaChange = { ...wanted, id: newId(), state: 'planned', ...formerOf(code, tree), askedBy: actorOf(by), askedAt: now }
  return { set: { id: code, latestAt: now, ...waiting([...before, change]) } }
}

/** Takes up the next one that is due: from here on it cannot be withdrawn. Nothing where one is under way, or none is due. */
export function begin(history: AreaHistory, tree: Tree, now: Date): Decision<AreaHistory> | undefined {
  const change = history.changes.find((one) => one.state === 'planned' && one.from <= dayOf(now))
  if (!change || underWay(history)) return undefined
  try {
    check(history.id, change, tree)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return replaced(history, { ...change, state: changeStates.next(change.state, 'refuse'), refusal: error.code })
  }
  return replaced(history, { ...change, ...formerOf(history.id, tree), state: changeStates.next(change.state, 'begin') })
}

export const underWay = ({ changes }: AreaHistory): AreaChange | undefined => changes.find(({ state }) => state === 'under-way')

/** All areas are as it says. Nothing where another instance has said so. */
export function finish(history: AreaHistory, id: string): Decision<AreaHistory> | undefined {
  const change = underWay(history)
  if (change?.id !== id) return undefined
  return { ...replaced(history, { ...change, state: changeStates.next(change.state, 'finish') }), events: [happened(history.id, change)] }
}

export function withdraw(history: AreaHistory, id: string): Decision<AreaHistory> {
  const change = history.changes.find((one) => one.id === id)
  if (!change) throw new DomainError('not-found')
  return replaced(history, { ...change, state: changeStates.next(change.state, 'withdraw') })
}

function formerOf(code: string, tree: Tree): Pick<AreaChange, 'formerName' | 'formerParent'> {
  const { name, parent } = tree.get(code) as Area
  return { formerName: name, formerParent: parent }
}

const replaced = ({ changes }: AreaHistory, change: AreaChange): Decision<AreaHistory> => ({
  set: waiting(changes.map((one) => (one.id === change.id ? change : one))),
})

function waiting(changes: AreaChange[]): Pick<AreaHistory, 'changes' | 'dueAt'> {
  const days = changes.flatMap(({ state, from }) => (state === 'planned' || state === 'under-way' ? [from] : []))
  return { changes, dueAt: days.length ? startOf(days.sort()[0]) : undefined }
}

/** Throws where it cannot be on its day, as far as is known. */
export function check(code: string, { kind, from, ...wanted }: WantedChange, tree: Tree): void {
  const area = tree.get(code)
  if (!area) throw new DomainError('not-found')
  if (!isLiving(area, from) || (area.validFrom && from < area.validFrom) || area.placeholder)
    throw new DomainError('area-not-in-force', { field: 'from' })
  if (kind === 'rename') {
    if (wanted.name === area.name) throw new DomainError('area-as-it-is', { field: 'name' })
    return
  }
  if (!area.parent) throw new DomainError('the-city-stays')
  if (kind === 'move') checkParent(area, wanted.parent as string, from, tree)
  else if (wanted.successor) checkSuccessor(area, wanted.successor, from, tree)
  else if (livingBelow(code, from, tree).length) throw new DomainError('area-needs-successor', { field: 'successor' })
}

function checkParent(area: Area, code: string, from: string, tree: Tree): void {
  const parent = known(code, from, tree, 'parent')
  if (code === area.parent) throw new DomainError('area-as-it-is', { field: 'parent' })
  if (parent.ancestors.includes(area.id)) throw new DomainError('area-below-itself', { field: 'parent' })
  if (rank(parent) >= rank(area)) throw new DomainError('area-level', { field: 'parent' })
}

function checkSuccessor(area: Area, code: string, from: string, tree: Tree): void {
  const successor = known(code, from, tree, 'successor')
  if (successor.ancestors.includes(area.id)) throw new DomainError('area-below-itself', { field: 'successor' })
  if (successor.level !== area.level) throw new DomainError('area-level', { field: 'successor' })
}

function known(code: string, from: string, tree: Tree, field: string): Area {
  const area = tree.get(code)
  if (!area || area.placeholder || !isLiving(area, from)) throw new DomainError('unknown-area', { field })
  return area
}

/** A city above its counties, these above towns, these above communities. A level that nobody here knows stands above none. */
const rank = ({ level }: Area): number => {
  const at = (areaLevels as readonly string[]).indexOf(level)
  return at < 0 ? areaLevels.length : at
}

const livingBelow = (code: string, day: string, tree: Tree): Area[] => [...tree.values()].filter((one) => one.parent === code && isLiving(one, day))

/** What is otherwise of an area than it was. */
export type Otherwise = Pick<Area, 'id'> & Partial<Area>

/** What the change makes of the area itself and of those right below it. */
function first(code: string, change: AreaChange, tree: Tree): Otherwise[] {
  switch (change.kind) {
    case 'rename':
      return [{ id: code, name: change.name }]
    case 'move':
      return [{ id: code, parent: change.parent }]
    case 'end': {
      const below = change.successor ? livingBelow(code, change.from, tree) : []
      const ended = { id: code, validTo: dayBefore(change.from), successor: change.successor }
      return [ended, ...below.map(({ id }) => ({ id, parent: change.successor }))]
    }
  }
}

/** Every area that is otherwise after it: those, and all that lie below them. The same once more changes nothing. */
export function applied(code: string, change: AreaChange, tree: Tree): Otherwise[] {
  const changed = new Map(first(code, change, tree).map((area) => [area.id, area]))
  const after = new Map([...tree].map(([id, area]) => [id, { ...area, ...changed.get(id) }]))
  for (const { id, ancestors } of misplaced(after)) changed.set(id, { ...changed.get(id), id, ancestors })
  return [...changed.values()]
}

/** The areas that lie elsewhere than their ancestors say, with those of now. */
export function misplaced(tree: Tree): Otherwise[] {
  return [...tree.values()].flatMap((area) => {
    const ancestors = above(area, tree)
    return ancestors.join() === area.ancestors.join() ? [] : [{ id: area.id, ancestors }]
  })
}

/** Up to the city; an area that has ended lies in its successor. */
function above(area: Area, tree: Tree): string[] {
  const codes = [area.id]
  for (let next = area.successor ?? area.parent; next && !codes.includes(next); ) {
    codes.push(next)
    const one = tree.get(next)
    next = one?.successor ?? one?.parent
  }
  return codes
}

function happened(code: string, { id: changeId, kind, from, name, formerName, parent, formerParent, successor }: AreaChange): DomainEvent {
  switch (kind) {
    case 'move':
      return event('information-network.area-moved', { changeId, code, from, parent, formerParent } as EventData<'information-network.area-moved'>)
    case 'rename':
      return event('information-network.area-renamed', { changeId, code, from, name: name as string, formerName })
    case 'end':
      return event('information-network.area-ended', { changeId, code, from, successor })
  }
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
