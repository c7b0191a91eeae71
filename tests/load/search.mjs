import { createRequire } from 'node:module'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ofRounds } from './figures.mjs'
import { temporaryFolder } from './processes.mjs'
import { openDistributed, openStation } from './stores.mjs'

const require = createRequire(import.meta.url)
const BLOCKS = 2_190
const IN_EACH = 46
const CHARACTERS = 110
const AREAS = ['320000000000', '320600000000', '320613000000', '320613004000', '320613004006']
const ROUNDS = 9

/** How long the hotline looks for words that are nowhere, so that every block is opened and looked through, and for how long that stops its thread. */
export async function search(row, { tell }) {
  const place = temporaryFolder()
  try {
    const { store, close } = await (row === 'station' ? openStation(place.folder) : openDistributed('search'))
    const texts = await fill(store)
    tell(`${row}: ${BLOCKS} blocks filled`)
    // The first two warm the code up.
    const seen = []
    for (let round = -2; round < ROUNDS; round++) seen.push(await searched(texts))
    await close()
    const taken = seen.slice(2)
    const name = `search for nothing in ${(BLOCKS * IN_EACH).toLocaleString('en')} tickets`
    const ours = `${ofRounds(taken.map(({ ms }) => ms))} ms, longest stop ${ofRounds(taken.map(({ stop }) => stop))} ms`
    return { lines: [{ figure: name, row, ours }] }
  } finally {
    await place.remove()
  }
}

async function fill(store) {
  const { textBlockSchema } = require('../../services/hotline/dist/tickets/ticket-text.schema')
  const { TicketTexts } = require('../../services/hotline/dist/tickets/ticket-texts.service')
  const blocks = store.collection('hotline', 'ticket-texts', textBlockSchema)
  await store.setup?.()
  for (let from = 0; from < BLOCKS; from += 100) {
    const day = `202611${String(1 + from / 100).padStart(2, '0')}`
    await Promise.all(Array.from({ length: Math.min(100, BLOCKS - from) }, (_, at) => blocks.insert({ set: blockOf(day, at) })))
  }
  return new TicketTexts(blocks)
}

function blockOf(day, at) {
  const id = `${day}-${String(at).padStart(5, '0')}`
  const one = (n) => ({ id: `${id}-${n}`, number: `${day}-${String(at * 50 + 50 - n).padStart(5, '0')}`, areas: AREAS, text: someText() })
  return { id, block: id, texts: Array.from({ length: IN_EACH }, (_, n) => one(n)) }
}

const someText = () => String.fromCharCode(...Array.from({ length: CHARACTERS }, () => 0x4e00 + Math.floor(Math.random() * 3_000)))

async function searched(texts) {
  const watch = monitorEventLoopDelay({ resolution: 1 })
  watch.enable()
  const began = performance.now()
  let opened = 0
  for await (const { blocks } of texts.find('龘龘')) opened += blocks
  const ms = performance.now() - began
  await new Promise(setImmediate)
  watch.disable()
  if (opened !== BLOCKS) throw new Error(`${opened} blocks were looked through of ${BLOCKS}`)
  // It measures what lies between two of its own looks, a millisecond apart.
  return { ms, stop: Math.max(0, watch.max / 1e6 - 1) }
}
