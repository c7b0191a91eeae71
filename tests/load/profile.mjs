import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const artifacts = join(root, 'tests/.artifacts')
const SHOWN = 20
/** Of a process that was hardly busy, only noise could be shown. */
const BUSY = 0.1

/** Samples the processes while `work` runs: keeps each profile (for a browser's developer tools) and tells where their time went. */
export async function profiled(row, processes, work) {
  for (const one of processes) await one.ask('profile')
  const { count } = await work()
  const notes = []
  for (const one of processes) {
    const { profile } = await one.ask('profiled')
    const busy = timesOf(profile)
    if (busy.share < BUSY) continue
    const path = join(artifacts, `${row}-${one.name}.cpuprofile`)
    mkdirSync(artifacts, { recursive: true })
    writeFileSync(path, JSON.stringify(profile))
    notes.push(
      '',
      `**${one.name}** (${row}): busy ${percent(busy.share)} of the time, ${(busy.ms / count).toFixed(2)} ms for each create; ${relative(root, path)}`,
      '',
    )
    notes.push(`By package: ${most(busy.packages, busy.ms, 14).join(', ')}`, '')
    notes.push(...most(busy.functions, busy.ms, SHOWN).map((line) => `- ${line}`))
  }
  return notes
}

const percent = (share) => `${(share * 100).toFixed(1)} %`
const most = (times, total, shown) =>
  [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([name, ms]) => `${name} ${percent(ms / total)}`)

/** Self times in milliseconds, by function and by package, without the time that nothing ran. */
function timesOf({ nodes, samples, timeDeltas }) {
  const framesOf = frames(nodes)
  const functions = new Map()
  const packages = new Map()
  let [ms, idle] = [0, 0]
  samples.forEach((id, at) => {
    const { frame, caller } = framesOf.get(id)
    const delta = timeDeltas[at] / 1000
    if (frame.functionName === '(idle)') idle += delta
    // What the profiler itself takes.
    if (['(idle)', 'dispatch'].includes(frame.functionName) && !frame.url) return
    ms += delta
    const name = nameOf(frame, caller)
    functions.set(name, (functions.get(name) ?? 0) + delta)
    const from = packageOf(frame, caller)
    packages.set(from, (packages.get(from) ?? 0) + delta)
  })
  return { ms, share: ms / (ms + idle), functions, packages }
}

/** Each node's frame, and the nearest one above it that is JavaScript. */
function frames(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, { frame: node.callFrame }]))
  const visit = nodes.flatMap((node) => node.children?.map((child) => [node.id, child]) ?? [])
  // A node comes before its children.
  for (const [id, child] of visit) {
    const above = byId.get(id)
    byId.get(child).caller = above.frame.url ? above.frame : above.caller
  }
  return byId
}

const isNative = ({ url, functionName }) => !url && !functionName.startsWith('(')
const placeOf = ({ url }) =>
  url
    .replace('file://', '')
    .replace(root, '')
    .replace(/^.*node_modules\//, '')
    .replace('/dist/', '/')
const scriptName = (frame) => `${frame.functionName || '(anonymous)'} ${placeOf(frame)}:${frame.lineNumber + 1}`.replace(/ :\d+$/, '')

/** Native code has no place of its own, and where it comes from an addon often the name of another function: its caller tells more. */
const nameOf = (frame, caller) => (isNative(frame) && caller ? `native code (${frame.functionName}) of ${scriptName(caller)}` : scriptName(frame))

function packageOf(frame, caller) {
  if (isNative(frame)) return caller ? packageOf(caller) : 'native'
  if (!frame.url) return frame.functionName
  if (frame.url.startsWith('node:')) return 'node'
  const place = placeOf(frame)
  if (!frame.url.includes('node_modules') || place.startsWith('@')) return place.split('/').slice(0, 2).join('/')
  return place.split('/')[0]
}
