import { load } from './creates.mjs'
import { watched } from './events.mjs'
import { cpuEach, figure, median, ofRounds, percentile } from './figures.mjs'
import { registerResidents, signIn, strangers, ticketsOf } from './people.mjs'
import { withCpu } from './processes.mjs'
import { openHouse } from './rows.mjs'

const SIZES = [1_000, 100_000]
const FULL = [...SIZES, 1_000_000]
const CONNECTIONS = 8
const STEADY = 100
const PAGES_SECONDS = 1
const CREATES_GOAL = 0.9
const PAGE_GOAL = 1.5
/** What the console's inbox asks for, all at once (services/portal/src/operator/queues.ts). */
const INBOX = ['received', 'returned', 'resolved'].map((state) => `state=${state}&sort=dueAt&limit=50`)

/** The same figures in an empty house and in ones that hold more and more. */
export async function growth(row, options) {
  const taken = [...(await inHouse(row, [0], options)), ...(await inHouse(row, options.full ? FULL : SIZES, options))]
  return { lines: taken.flatMap((one) => linesOf(row, one, taken)), notes: taken.filter(({ loaded }) => loaded).map((one) => loadedNote(row, one)) }
}

async function inHouse(row, sizes, options) {
  const house = await openHouse(row)
  try {
    const bodies = ticketsOf(options.messages, await registerResidents(house))
    const others = ticketsOf(options.messages, strangers())
    const within = options.full ? Number.MAX_SAFE_INTEGER : options.minutes * 60_000
    const taken = []
    for (const size of sizes) {
      const before = taken.at(-1)?.until ?? 0
      const loaded = size ? await house.load({ count: size - before, bodies: others, within }) : undefined
      if (loaded) options.tell(`${row}: ${loaded.count} tickets loaded in ${figure(loaded.published)} s`)
      taken.push(await measured(house, before + (loaded?.count ?? 0), { ...options, bodies, loaded }))
    }
    return taken
  } finally {
    await house.close()
  }
}

/** Creates, inbox and news in a house that holds so many tickets. */
async function measured(house, size, { bodies, loaded, seconds, rounds, tell }) {
  const toHotline = { url: `${house.url('hotline')}/api/hotline/tickets`, headers: await signIn(house), bodies }
  const pages = () => withCpu(house.parts, () => inboxPages(toHotline, PAGES_SECONDS))
  let until = size
  const counted = async (work) => {
    const taken = await work
    until += taken.count
    return taken
  }
  const creates = () => counted(withCpu(house.parts, () => house.untilTold(() => load({ ...toHotline, connections: CONNECTIONS, seconds }))))
  const news = () => counted(watched(house, { ...toHotline, rate: STEADY, seconds }))

  const one = { size, loaded, pages: await inRounds(rounds, pages), creates: await inRounds(rounds, creates), news: await inRounds(rounds, news) }
  tell(`${house.row}: with ${size}: ${figure(median(of(one.creates, 'perSecond')))} creates/s, inbox p99 ${figure(median(of(one.pages, 'p99')))} ms`)
  return { ...one, until }
}

/** After one that does not count: a process that has just started is slow. */
async function inRounds(rounds, take) {
  await take()
  const taken = []
  for (let round = 0; round < rounds; round++) taken.push(await take())
  return taken
}

/** One operator who looks at the inbox again and again. */
async function inboxPages({ url, headers }, seconds) {
  const times = []
  for (const began = performance.now(); performance.now() < began + seconds * 1000; ) {
    const asked = performance.now()
    await Promise.all(INBOX.map((query) => page(`${url}?${query}`, headers)))
    times.push(performance.now() - asked)
  }
  return { count: times.length, p50: median(times), p99: percentile(times, 0.99) }
}

async function page(url, headers) {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`the inbox was answered ${answer.status}`)
  return answer.text()
}

const of = (rounds, key) => rounds.map((round) => round[key])

function linesOf(row, { size, until, creates, pages, news }, all) {
  const at = `with ${size.toLocaleString('en')} tickets`
  const [empty, thousand] = all
  const ofEmpty = size > 0 && median(of(creates, 'perSecond')) / median(of(empty.creates, 'perSecond'))
  const ofThousand = size > thousand?.size && median(of(pages, 'p99')) / median(of(thousand.pages, 'p99'))
  const told = (rounds) => `p50 ${ofRounds(of(rounds, 'p50'))}, p99 ${ofRounds(of(rounds, 'p99'))} ms`
  const cpu = (rounds) => cpuEach(of(rounds, 'cpu'), of(rounds, 'count'))
  return [
    {
      figure: `creates/s, ${CONNECTIONS} connections, ${at}`,
      row,
      ours: `${ofRounds(of(creates, 'perSecond'))} (${until.toLocaleString('en')} at the end)`,
      ...(ofEmpty && { ratio: `${figure(ofEmpty)} of empty`, goal: `≥ ${CREATES_GOAL} ${ofEmpty >= CREATES_GOAL ? 'met' : 'missed'}` }),
      'CPU ms each': cpu(creates),
    },
    {
      figure: `inbox page, ${at}`,
      row,
      ours: told(pages),
      ...(ofThousand && {
        ratio: `p99 ${figure(ofThousand)} of ${figure(thousand.size)}`,
        goal: `≤ ${PAGE_GOAL} ${ofThousand <= PAGE_GOAL ? 'met' : 'missed'}`,
      }),
      'CPU ms each': cpu(pages),
    },
    { figure: `news at ${STEADY}/s, ${at}`, row, ours: told(news), 'CPU ms each': cpu(news) },
  ]
}

const loadedNote = (row, { loaded: { count, stored, published } }) =>
  `${row}: ${count.toLocaleString('en')} tickets loaded at ${figure(count / stored)}/s, with their news published at ${figure(count / published)}/s`
