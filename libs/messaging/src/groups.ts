import type { ServiceName } from '@yiwang/contracts'

/** Who hears events under a name of its own, `<service>` or `<service>.<read model>`: what its handlers could not take waits under that name, whichever consumer group it is in. */
export interface Reader {
  name: string
  topics: string[]
}

/** A consumer group: its readers go on together, from one position in each partition. */
export interface Group {
  name: string
  readers: Reader[]
}

/**
 * Readers that share are one group, which is named after them: `hotline.areas+units`. So another set of them is another group, and begins where the one of them that
 * is least far had come to. All others are groups of their own name.
 */
export function groupsOf(readers: (Reader & { shared: boolean })[]): Group[] {
  const groups = new Map<string, Reader[]>()
  for (const { name, topics, shared } of readers) {
    const key = shared ? `${serviceOfGroup(name)}.+` : name
    groups.set(key, [...(groups.get(key) ?? []), { name, topics }])
  }
  return [...groups.values()].map((together) => ({ name: nameOf(together.map(({ name }) => name)), readers: together }))
}

function nameOf(readers: string[]): string {
  const [first, ...others] = readers.sort()
  return [first, ...others.map((name) => name.slice(serviceOfGroup(name).length + 1))].join('+')
}

export const serviceOfGroup = (group: string) => group.split('.')[0] as ServiceName

/** The names of those who read in a group, also of an earlier version's. */
export function readersIn(group: string): string[] {
  const [first, ...others] = group.split('+')
  return [first, ...others.map((model) => `${serviceOfGroup(first)}.${model}`)]
}

export const topicsOf = ({ readers }: Group): string[] => [...new Set(readers.flatMap(({ topics }) => topics))]

/** Whether a group, perhaps an earlier version's, has a reader who is in this one now. */
export const hasReaderOf = (group: string, { readers }: Group): boolean =>
  readersIn(group).some((name) => readers.some((reader) => reader.name === name))

/**
 * Where a group begins in a partition in which it never was: with what the first of its readers has not taken yet, so that none of them misses anything. The others
 * find what comes once more taken. `known`: where all groups of before go on in that partition, by their names.
 */
export function beginningOf({ readers }: Group, topic: string, known: Map<string, number>): number {
  const reached = (name: string) => Math.max(0, ...[...known].flatMap(([group, next]) => (readersIn(group).includes(name) ? [next] : [])))
  return Math.min(...readers.filter(({ topics }) => topics.includes(topic)).map(({ name }) => reached(name)))
}
