import { createRequire } from 'node:module'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { figure, percentile } from './figures.mjs'
import { temporaryFolder } from './processes.mjs'
import { openStation } from './stores.mjs'

const require = createRequire(import.meta.url)
const AT_ONCE = 200
const QUESTIONS = 200
const surnames = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常',
)
const given = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力斌宇浩凯健俊帆雪婷莹玲燕梅琴云凤洁素珍荣爱妹香月媛瑞佳嘉琼勤珠蓉眉君萍彩春菊慧巧美贤淑惠晶妍茜秋珊莎锦黛青倩思成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克翔旭鹏泽晨辰士以建家致树炎德行时泰盛',
)

/**
 * Made-up residents at the station's collection, without door and events: how long it takes to find some of them by what is sealed, at each level of area, and
 * to count all of them by what they have in common; and the longest stop of the thread meanwhile.
 */
export async function register(row, { full, minutes, tell }) {
  if (row !== 'station') return { lines: [] }
  const place = temporaryFolder()
  const { store, close } = openStation(place.folder)
  try {
    const people = store.collection('information-network', 'people', schema())
    const began = performance.now()
    const count = await fill(people, full ? 1_000_000 : 100_000, full ? Number.POSITIVE_INFINITY : minutes * 60_000)
    const took = performance.now() - began
    const each = took / count
    const size = count.toLocaleString('en')
    tell(`station: ${size} residents stored`)
    const lines = [
      {
        figure: `importing ${size} residents, nobody at the door`,
        row,
        ours: `${figure(took / 1_000)} s, ${figure(each * 1_000)} µs each`,
        goal: '< 600 s for 1,000,000',
      },
    ]
    for (const [level, where] of Object.entries(levels)) {
      const taken = await timed((n) => people.find({ ...where(n), keys: { all: keysFor(n) } }))
      lines.push({
        figure: `some of ${size} residents found in ${level}`,
        row,
        ours: told(taken),
        goal: level === 'a community' ? 'p99 < 5 ms' : 'p99 < 100 ms',
      })
    }
    const groups = [
      ['by tag', ['tag']],
      ['by tag and sex', ['tag', 'sex']],
      ['by tag, sex and decade', ['tag', 'sex', 'decade']],
    ]
    for (const [name, by] of groups) {
      const taken = await timed(() => people.group({ areas: CITY }, by, ['points']), 9)
      lines.push({ figure: `${size} residents counted ${name}`, row, ours: told(taken), goal: '< 500 ms at 1,000,000' })
    }
    return { lines }
  } finally {
    await close()
    await place.remove()
  }
}

/** As an import stores them, so many or as many as come within the time. Answers how many. */
export async function fill(people, wanted, within = Number.POSITIVE_INFINITY) {
  let count = 0
  for (const began = performance.now(); count < wanted && performance.now() - began < within; count += AT_ONCE)
    await people.insertEach(Array.from({ length: AT_ONCE }, (_, at) => ({ set: residentOf(count + at) })))
  return count
}

export function schema() {
  const { carrying, foundBy, from, list, number, schemaOf, sealed, text } = require('@yiwang/persistence')
  const { searchKeys } = require('@yiwang/people')
  const kinds = {
    name: sealed(text),
    phone: sealed(text),
    address: sealed(text),
    areaCode: text,
    areas: list(text),
    tag: text,
    sex: text,
    decade: number,
    points: from(0),
  }
  return foundBy(schemaOf('people', kinds), 'keys', ({ name, phone, address }) => searchKeys({ name, phones: [phone], address }))
    .index({ areaCode: 1, keys: 1, _id: 1 })
    .index({ keys: 1, _id: 1 }, carrying(['areas']))
    .index({ areas: 1, _id: 1 }, carrying(['tag', 'sex', 'decade', 'points']))
}

const CITY = '320600000000'
const districtOf = (n) => `3206${String(1 + (n % 10)).padStart(2, '0')}000000`
const streetOf = (n) => `${districtOf(n).slice(0, 6)}${String(1 + (((n / 10) % 10) | 0)).padStart(3, '0')}000`
const communityOf = (n) => `${streetOf(n).slice(0, 9)}${String(1 + (((n / 100) % 10) | 0)).padStart(3, '0')}`
const levels = {
  'a community': (n) => ({ areaCode: communityOf(n) }),
  'a street': (n) => ({ areas: streetOf(n) }),
  'a district': (n) => ({ areas: districtOf(n) }),
  'the city': () => ({}),
}

/** The same for the same number; the first surnames are the most frequent. */
const chance = (n, salt) => ((Math.imul(n + 1, 2654435761) ^ Math.imul(salt + 7, 40503)) >>> 0) / 2 ** 32
const pick = (all, share) => all[Math.floor(share * all.length)]
const nameOf = (n) => pick(surnames, chance(n, 1) ** 2) + pick(given, chance(n, 2)) + (chance(n, 3) < 0.8 ? pick(given, chance(n, 4)) : '')
const residentOf = (n) => ({
  id: `resident-${String(n).padStart(8, '0')}`,
  name: nameOf(n),
  phone: `138${String(Math.floor(chance(n, 5) * 1e8)).padStart(8, '0')}`,
  address: `某某花园${1 + Math.floor(chance(n, 6) * 60)}幢2单元501室`,
  areaCode: communityOf(n),
  areas: [CITY, districtOf(n), streetOf(n), communityOf(n)],
  tag: `tag-${n % 12}`,
  sex: n % 2 ? 'm' : 'f',
  decade: Math.floor(chance(n, 7) * 10) * 10,
  points: n % 100,
})

/** What people type: two characters of a name, initials, a surname and a building, a name and the end of a telephone. */
function keysFor(n) {
  const { keysAsked } = require('@yiwang/people')
  const { name, phone } = residentOf(n * 101)
  const initials = require('@yiwang/people')
    .searchKeys({ name })
    .find((key) => key.startsWith('i:'))
    ?.slice(2)
  const asked = [name.slice(0, 2), initials, `${name[0]} ${1 + (n % 60)}幢`, `${name[0]} ${phone.slice(-4)}`][n % 4]
  return keysAsked(asked).keys
}

async function timed(work, times = QUESTIONS) {
  const watch = monitorEventLoopDelay({ resolution: 1 })
  const taken = []
  for (let n = -times; n < times; n++) {
    if (n === 0) watch.enable()
    const began = performance.now()
    await work(Math.abs(n))
    if (n >= 0) taken.push(performance.now() - began)
  }
  watch.disable()
  return { taken, stop: Math.max(0, watch.max / 1e6 - 1) }
}

const told = ({ taken, stop }) => `p50 ${figure(percentile(taken, 0.5))}, p99 ${figure(percentile(taken, 0.99))} ms; longest stop ${figure(stop)} ms`
