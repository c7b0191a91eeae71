import { createRequire } from 'node:module'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { figure, percentile } from './figures.mjs'
import { temporaryFolder } from './processes.mjs'
import { openStation } from './stores.mjs'

const require = createRequire(import.meta.url)
const TEXTS = 50_000
const LENGTH = 340
const AT_ONCE = 200
const QUESTIONS = 300
const asked = ['停水通知', '老年人免费体检', '疫苗接种', '物业', '小区停车', '路灯不亮', '垃圾清理', '高龄津贴怎么领', '噪音 投诉', '水']

/** Made of real sentences, each text its own: what the first question costs that fills the index, what the others cost, and what it takes of memory until it ends. */
export async function texts(row, { messages, tell }) {
  if (row !== 'station') return { lines: [] }
  const place = temporaryFolder()
  const { store, close } = openStation(place.folder)
  const { found, thread } = searching(store)
  try {
    const sentences = messages.flatMap(({ text }) => text.split(/(?<=[。！？；])/)).filter((one) => one.length > 4)
    for (let at = 0; at < TEXTS; at += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => found.articles.insert({ set: articleOf(at + n, sentences) })))
    tell(`${row}: ${TEXTS.toLocaleString('en')} texts stored`)
    await new Promise((resolve) => setTimeout(resolve, 2_000))

    const before = process.memoryUsage.rss()
    const cpu = process.cpuUsage()
    const first = await watched(() => found.texts.find(asked[0], {}))
    const { user, system } = process.cpuUsage(cpu)
    const filled = process.memoryUsage.rss()
    const taken = []
    const others = await watched(async () => {
      for (let n = 0; n < QUESTIONS; n++) {
        const began = performance.now()
        await found.texts.find(asked[n % asked.length], n % 2 ? { areas: `area-${n % 100}` } : {}, { limit: 20 })
        taken.push(performance.now() - began)
      }
    })
    const changes = []
    for (let n = 0; n < 100; n++) {
      await found.articles.change(idOf(n * 7), () => ({ set: { title: `第${n}号更正` } }))
      const began = performance.now()
      await found.texts.find(`第${n}号更正`, {})
      changes.push(performance.now() - began)
    }
    await thread.onApplicationShutdown()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`
    const size = TEXTS.toLocaleString('en')
    const lines = [
      [`the first question, which fills the index of ${size} texts`, `${figure(first.lasted)} ms (${figure((user + system) / 1e3)} ms of CPU)`],
      ['… longest stop of the thread meanwhile', `${figure(first.stop)} ms`, '≤ 50 ms'],
      [`a question among ${size} texts`, `p50 ${figure(percentile(taken, 0.5))}, p99 ${figure(percentile(taken, 0.99))} ms`],
      ['… longest stop of the thread meanwhile', `${figure(others.stop)} ms`, '≤ 50 ms'],
      ['a question right after a change', `p50 ${figure(percentile(changes, 0.5))}, p99 ${figure(percentile(changes, 0.99))} ms`],
      [
        `memory with the index of ${size} texts`,
        `${mb(filled)}, ${mb(filled - before)} more than before it; after its end ${mb(process.memoryUsage.rss())}`,
      ],
    ]
    return { lines: lines.map(([name, ours, goal]) => ({ figure: name, row, ours, ...(goal && { goal }) })) }
  } finally {
    await thread.onApplicationShutdown()
    await close()
    await place.remove()
  }
}

function searching(store) {
  const { list, schemaOf, searchedIn, text } = require('@yiwang/persistence')
  const { LocalMemory, Texts, Thread } = require('@yiwang/platform')
  const { seenByAll } = require('@yiwang/auth')
  const { told } = require('../../libs/platform/dist/texts/texts.parts')
  const schema = schemaOf('articles', { title: text, text, areas: list(text) })
  seenByAll(schema)
  searchedIn(schema, { title: 3, text: 1 }, ['areas'])
  const { broadcast } = new LocalMemory()
  const thread = new Thread({ idleMs: 600_000, mostMemoryMb: 128 })
  const articles = told('information-network', schema, store.collection('information-network', 'articles', schema), broadcast)
  const of = { weights: { title: 3, text: 1 }, carries: ['areas'], lists: new Set(['areas']) }
  const texts = new Texts({ name: 'information-network.articles', of, collection: articles, thread, broadcast })
  return { found: { articles, texts }, thread }
}

const idOf = (n) => `article-${String(n).padStart(8, '0')}`

function articleOf(n, sentences) {
  const pick = (salt) => sentences[((Math.imul(n + 1, 2654435761) ^ Math.imul(salt + 7, 40503)) >>> 0) % sentences.length]
  let text = ''
  for (let salt = 1; text.length < LENGTH - 40; salt++) text += pick(salt)
  return { id: idOf(n), title: pick(0).slice(0, 40), text: text.slice(0, 5_000), areas: ['city', `area-${n % 100}`] }
}

async function watched(work) {
  const watch = monitorEventLoopDelay({ resolution: 1 })
  watch.enable()
  const began = performance.now()
  await work()
  const lasted = performance.now() - began
  watch.disable()
  return { lasted, stop: Math.max(0, watch.max / 1e6 - 1) }
}
