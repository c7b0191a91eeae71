const COMMUNITY = '320613004006'
/** Nantong has no district 99: no living person has one of these numbers. */
const NOBODYS_DISTRICT = '320699'
const RESIDENTS = 200
const password = 'bench-password'

export const demo = { DEMO_PASSWORD: password }
const json = { 'content-type': 'application/json' }

/** The headers of someone who has signed in just now; a token is good for 15 minutes. */
export async function signIn(house, account = 'operator') {
  const answer = await post(`${house.url('identity')}/api/identity/sessions`, { account, password })
  return { ...json, authorization: `Bearer ${answer.accessToken}` }
}

/** Made-up residents, registered by the door, so that their tickets appear in a timeline. */
export async function registerResidents(house) {
  const headers = await signIn(house)
  const url = `${house.url('information-network')}/api/information-network/residents`
  const residents = []
  for (let at = 0; at < RESIDENTS; at++) {
    const phone = `199${String(at + 1000).padStart(8, '0')}`
    const name = `测试${'甲乙丙丁戊己庚辛壬癸'[at % 10]}`
    const { id } = await post(url, { name, identityNumber: identityNumber(at), phone, areaCode: COMMUNITY, address: '易家桥新村1幢101室' }, headers)
    residents.push({ name, phone, residentId: id })
  }
  return residents
}

/** Bodies of the door that records a ticket, each someone's message. A report is kept from everybody else and has no effect in a timeline, which is waited for: it is taken for a complaint. */
export const ticketsOf = (messages, residents) =>
  messages.map(({ text, kind }, at) => ({
    reporter: residents[at % residents.length],
    areaCode: COMMUNITY,
    description: text,
    kind: kind === 'report' ? 'complaint' : kind,
    urgency: 'ordinary',
  }))

export async function post(url, body, headers = json) {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`POST ${new URL(url).pathname} was answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

/** A table of so many made-up people, none of those above. */
export function tableOfPeople(count) {
  const rows = Array.from(
    { length: count },
    (_, at) => `测试某,${identityNumber(RESIDENTS + at)},198${String(at).padStart(8, '0')},易家桥新村${at % 60}幢101室,${COMMUNITY}`,
  )
  return `姓名,身份证号,电话,住址,社区代码\n${rows.join('\n')}\n`
}

/** GB 11643 with its check character: another for each number below 26 million. */
function identityNumber(at) {
  const of = (size, every) => Math.floor(at / every) % size
  const two = (number) => String(number).padStart(2, '0')
  const digits = `${NOBODYS_DISTRICT}${1930 + of(80, 336_000)}${two(1 + of(12, 28_000))}${two(1 + of(28, 1_000))}${String(at % 1_000).padStart(3, '0')}`
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0)
  return digits + '10X98765432'[sum % 11]
}

const LOADED_PHONES = 5_000
/** Nobody that the house knows. */
export const strangers = () => Array.from({ length: LOADED_PHONES }, (_, at) => ({ name: '测试', phone: `198${String(at).padStart(8, '0')}` }))
