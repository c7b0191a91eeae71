import type { Caller } from '../caller'
import { add, find, set, without } from '../checker/spoiling'
import { AREAS, COMMUNITY } from '../world'
import type { Kinds } from './kinds'

const notice = { title: '停电', text: '明日', areaCode: COMMUNITY }

export const informationNetwork: Kinds = {
  service: 'information-network',
  wishes: (caller) => [
    [6, () => registerResident(caller)],
    [5, () => changeResident(caller)],
    [2, () => publishNotice(caller)],
    [2, () => readResident(caller)],
  ],
  due: {
    'register-resident': ({ status }) => (status === 201 ? ['information-network.resident-registered'] : []),
    'change-resident': () => ['information-network.resident-updated'],
    'publish-notice': () => ['information-network.notice-published'],
  },
  // The calendar, at the first start.
  byItself: ['information-network.calendar-changed'],
  line: ({ type }, { residentId }) =>
    type.startsWith('information-network.resident-') && type !== 'information-network.resident-introduced'
      ? { kind: 'resident', id: residentId, residents: [residentId] }
      : undefined,
  knocks: () => [
    { as: 'admin', service: 'information-network', kind: 'list', path: '/residents?limit=1' },
    { as: 'admin', service: 'information-network', kind: 'publish-notice', path: '/notices', method: 'POST', body: notice },
  ],
  tamperings: [
    ['a line of the timeline twice', (day) => add(day, 'information-network.timeline', 'twice'), /is there without an event/],
    ['a line of the timeline gone', (day) => without(day, 'information-network.timeline'), /the timeline of .* is missing/],
    [
      'a line of the timeline at another time',
      (day) => set(find(day, 'information-network.timeline'), { at: new Date(0) }),
      /the timeline of .* due is/,
    ],
  ],
}

async function registerResident({ world, chance, ask }: Caller) {
  const wanted = { ...world.stranger(chance), areaCode: chance.one(AREAS) }
  const { status, body } = await ask('admin', 'information-network', 'register-resident', '/residents', wanted)
  if (status < 300 && status) world.residents.push({ ...wanted, id: body.id, version: body.version })
}

/** A PATCH takes no key: the version that it knows keeps a late repeat from undoing what came after. */
async function changeResident(caller: Caller) {
  const { world, chance, client } = caller
  const resident = world.take(world.residents, chance)
  if (!resident) return registerResident(caller)
  const phone = caller.newPhone()
  const { status, body, operation } = await client.ask({
    as: 'admin',
    service: 'information-network',
    kind: 'change-resident',
    path: `/residents/${resident.id}`,
    method: 'PATCH',
    body: { phone },
    subject: resident.id,
    ifVersion: resident.version,
  })
  const changed = { ...resident, phone, version: body.version }
  if (status === 200) world.residents.push(changed)
  else if (status === 412 && operation.tries > 1) {
    // An earlier try was stored though its answer was lost: nobody else changes this resident.
    const now = await caller.get('admin', 'information-network', '/residents', resident.id, resident.version)
    if (now.body.version === resident.version + 1) Object.assign(operation, { status: 200, answered: { id: resident.id, version: now.body.version } })
    world.residents.push({ ...changed, version: now.body.version })
  }
}

function publishNotice({ chance, number, ask }: Caller) {
  const wanted = { title: `停水通知 ${number}-${chance.below(1e9)}`, text: '明日上午检修管道。', areaCode: chance.one(AREAS) }
  return ask('admin', 'information-network', 'publish-notice', '/notices', wanted)
}

async function readResident({ world, chance, get }: Caller) {
  const resident = world.residents.length ? chance.one(world.residents) : undefined
  if (resident) await get('operator', 'information-network', '/residents', resident.id, resident.version)
}
