import { PARTITIONS } from '@yiwang/persistence/stores'
import type { Admin } from 'kafkajs'
import { beginningOf, type Group, hasReaderOf, topicsOf } from './groups'

/** What the broker says where a group has committed nothing. */
const NOWHERE = -1

/** Has a group go on in partitions in which it never was, where its readers had come to in the groups of before. Done before it is joined. */
export async function begin(admin: Admin, prefix: string, group: Group): Promise<void> {
  const topics = topicsOf(group)
  const own = await positionsOf(admin, prefix, group.name, topics)
  if (topics.every((topic) => own.get(topic)?.every((next) => next !== NOWHERE))) return

  const names = (await admin.listGroups()).groups.flatMap(({ groupId }) => (groupId.startsWith(prefix) ? [groupId.slice(prefix.length)] : []))
  const former = names.filter((name) => name !== group.name && hasReaderOf(name, group))
  const known = await Promise.all(former.map(async (name) => [name, await positionsOf(admin, prefix, name, topics)] as const))
  for (const topic of topics) {
    const there = own.get(topic) ?? Array<number>(PARTITIONS).fill(NOWHERE)
    const moved = there.flatMap((next, partition) => {
      const offset = beginningOf(group, topic, new Map(known.map(([name, positions]) => [name, positions.get(topic)?.[partition] ?? NOWHERE])))
      return next === NOWHERE && offset > 0 ? [{ partition, offset: String(offset) }] : []
    })
    if (moved.length && !(await isBegun(admin, prefix + group.name, there)))
      await admin.setOffsets({ groupId: prefix + group.name, topic: prefix + topic, partitions: moved })
  }
}

/** Whether another instance, which reads in it already, has done this. Throws while one is about to. */
async function isBegun(admin: Admin, groupId: string, there: number[]): Promise<boolean> {
  const [{ members }] = (await admin.describeGroups([groupId])).groups
  if (members.length && there.every((next) => next === NOWHERE)) throw new Error(`another instance is about to begin ${groupId}`)
  return members.length > 0
}

async function positionsOf(admin: Admin, prefix: string, name: string, topics: string[]): Promise<Map<string, number[]>> {
  const answered = await admin.fetchOffsets({ groupId: prefix + name, topics: topics.map((topic) => prefix + topic) })
  return new Map(
    answered.map(({ topic, partitions }) => {
      const next: number[] = []
      for (const { partition, offset } of partitions) next[partition] = Number(offset)
      return [topic.slice(prefix.length), next]
    }),
  )
}
