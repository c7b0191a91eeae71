// Every list and every single thing that has a door, asked by people who may, with what was answered.

const ACCOUNTS = ['admin', 'operator', 'worker', 'worker-north', 'water', 'coordinator', 'provider', 'KIOSK-DEMO-1']
const purpose = { purpose: 'verify' }

/**
 * `send`: a request at the doors of the version that made the folder. `known`: its services, the password, somebody's session (`cookie`), and what somebody was answered and no list
 * shows (`needs`, `payments`, `imports`, `histories`).
 */
export async function readAll(send, { services, password, cookie, needs, payments, imports = [], histories = [] }) {
  const answers = []
  const tokens = {}
  const ask = async (as, url, { method = 'GET', body } = {}) => {
    const answer = await send(method, url, { token: tokens[as], body })
    if (answer.status >= 300) throw new Error(`${as}: ${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`)
    answers.push({ as, method, url, ...(body && { sent: body }), status: answer.status, body: answer.body })
    return answer.body
  }
  const list = async (as, url) => {
    const { items, next } = await ask(as, `${url}${url.includes('?') ? '&' : '?'}limit=200`)
    if (next) throw new Error(`${url} is longer than a page`)
    return items
  }
  /** Whole, where it is for whoever asks to see now. */
  const reveal = async (as, url) => {
    const { allowedActions } = await ask(as, url)
    return allowedActions.includes('reveal') ? ask(as, `${url}/reveal`, { method: 'POST', body: purpose }) : {}
  }

  for (const account of ACCOUNTS) tokens[account] = (await send('POST', '/api/identity/sessions', { body: { account, password } })).body.accessToken
  const refreshed = await send('POST', '/api/identity/sessions/refresh', { cookie })
  if (refreshed.status !== 201) throw new Error(`the session does not go on: ${refreshed.status}`)
  for (const service of services) {
    await list('admin', `/api/${service}/parked`)
    await list('admin', `/api/${service}/parked/partitions`)
  }
  await readNetwork({ ask, list, reveal }, { imports, histories })
  await readIdentity({ ask, list })
  await readHotline({ ask, list, reveal })
  await readCare({ ask, list, reveal })
  await readKiosk({ ask, list }, { needs, payments })
  return answers
}

async function readNetwork({ ask, list, reveal }, { imports, histories }) {
  const base = '/api/information-network'
  const below = async (areas) => {
    for (const { code, level } of areas) {
      await ask('operator', `${base}/areas/${code}`)
      if (level !== 'community') await below(await list('operator', `${base}/areas?parent=${code}`))
    }
  }
  await below(await list('operator', `${base}/areas`))
  await ask('operator', `${base}/areas?q=${encodeURIComponent('易家')}`)
  for (const { id } of await list('operator', `${base}/residents`)) {
    await ask('operator', `${base}/residents/${id}`)
    await reveal('operator', `${base}/residents/${id}`)
    await list('operator', `${base}/residents/${id}/timeline`)
  }
  for (const { id } of await list('worker', `${base}/residents`)) {
    const { phone } = await reveal('worker', `${base}/residents/${id}`)
    await list('operator', `${base}/residents?phone=${phone}`)
  }
  for (const { id } of await list('provider', `${base}/calendar`)) await ask('provider', `${base}/calendar/${id}`)
  for (const id of imports) {
    await ask('worker', `${base}/residents/imports/${id}`)
    await list('worker', `${base}/residents/imports/${id}/faults`)
  }
  for (const code of histories) await ask('admin', `${base}/area-histories/${code}`)
  await list('operator', `${base}/units`)
  await list('admin', `${base}/notices`)
  for (const as of ['worker', 'worker-north', 'operator']) for (const side of ['asked', 'held']) await list(as, `${base}/moves?side=${side}`)
}

async function readIdentity({ ask, list }) {
  await list('admin', '/api/identity/accounts')
  await list('admin', '/api/identity/terminals')
  await list('admin', '/api/identity/clients')
  await ask('admin', '/api/identity/jwks')
}

async function readHotline({ ask, list, reveal }) {
  const base = '/api/hotline/tickets'
  const tickets = await list('operator', `${base}?sort=-createdAt`)
  for (const { id, number, code } of tickets) {
    const { state } = await ask('operator', `${base}/${id}`)
    await reveal('operator', `${base}/${id}`)
    // Not more in a minute than one client may.
    if (state !== 'received') await ask('anyone', `/api/hotline/public/tickets/${number}?code=${code}`)
  }
  for (const state of new Set(tickets.map(({ state }) => state))) await list('operator', `${base}?state=${state}`)
  for (const as of ['worker', 'water']) {
    await list(as, base)
    await ask(as, `${base}/waiting`)
  }
  await ask('operator', `${base}/waiting`)
  for (const words of ['井盖', '19900000007', tickets[0].number]) await list('operator', `${base}?q=${encodeURIComponent(words)}`)
  await ask('operator', '/api/hotline/callers?phone=19900000007')
}

async function readCare({ ask, list, reveal }) {
  const base = '/api/home-care'
  for (const { id } of await list('coordinator', `${base}/requests`)) await ask('coordinator', `${base}/requests/${id}`)
  for (const what of ['providers', 'provider-accounts', 'elderly']) await list('coordinator', `${base}/${what}`)
  for (const { id } of await list('provider', `${base}/visits`)) {
    await ask('provider', `${base}/visits/${id}`)
    await reveal('provider', `${base}/visits/${id}`)
  }
}

async function readKiosk({ ask, list }, { needs, payments }) {
  const base = '/api/kiosk'
  const as = 'KIOSK-DEMO-1'
  await list('admin', `${base}/terminals`)
  await list(as, `${base}/notices`)
  for (const id of needs) await ask(as, `${base}/needs/${id}`)
  for (const { id, accountNumber } of payments) {
    await ask(as, `${base}/payments/${id}`)
    await list(as, `${base}/payments/${id}/entries`)
    await ask(as, `${base}/bills?biller=water&accountNumber=${accountNumber}`)
  }
}
