// The pictures of README and of the users' pages, taken anew from the demo city: `npm run pictures`, or some by name: `npm run pictures -- import`. Needs Chromium (CHROMIUM says where) and a Chinese font.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build, stale } from '../deploy/scripts/build.mjs'
import { freePort } from '../tests/real/places.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const PASSWORD = 'as-in-the-pictures'

const desk = { width: 1440, height: 900 }
const laptop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const street = { width: 1080, height: 1920 }

/** Each is one person's window: who signs in, where they go, and what they do before they are looked at. */
const pictures = {
  login: { at: laptop },
  console: {
    at: desk,
    as: 'operator',
    async look(page) {
      await page.keyboard.press('n')
      await page.getByLabel('来电号码').fill('19900000001')
      await page.getByRole('region', { name: '来电人' }).getByText('独居').waitFor()
      await page.getByLabel('诉求内容').fill('楼道的灯坏了三天，晚上下楼看不清台阶。')
    },
  },
  worker: { at: phone, as: 'worker' },
  import: {
    at: laptop,
    as: 'worker',
    async look(page) {
      await page.getByRole('link', { name: '居民' }).click()
      await page.getByRole('button', { name: '导入名册' }).click()
      const header = '姓名,身份证号,电话,住址'
      const rows = [
        '王桂英,320699194004040016,13800138000,1号楼301室',
        '李秀兰,320699194004040024,13800138000,1号楼302室',
        '张建国,320699194004040032,138,1号楼303室',
      ]
      await page
        .getByLabel('名册文件')
        .setInputFiles({ name: '易家桥名册.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\n')) })
      await page.getByRole('button', { name: '上传并导入' }).click()
      await page.getByText('已完成').waitFor()
      await page.getByRole('button', { name: '查看有错的行' }).click()
      await page.getByRole('cell', { name: '电话' }).waitFor()
    },
  },
  coordinator: {
    at: laptop,
    as: 'coordinator',
    look: (page) => page.getByText('独居，希望每周上门探视一次。').first().click(),
  },
  provider: { at: phone, as: 'provider' },
  admin: {
    at: laptop,
    as: 'admin',
    async look(page) {
      await page.getByPlaceholder('输入完整姓名或电话号码').fill('王桂英')
      await page.keyboard.press('Enter')
      await page.getByRole('main').getByText('独居').waitFor()
    },
  },
  accounts: {
    at: laptop,
    as: 'admin',
    async look(page) {
      await page.getByRole('link', { name: '账号与终端' }).click()
      await page
        .getByRole('heading', { name: '待确认的岗位' })
        .or(page.getByRole('heading', { name: '工作人员账号' }))
        .first()
        .waitFor()
      // The rules look once a minute.
      await page.getByRole('heading', { name: '本辖区账号提醒' }).waitFor({ timeout: 130_000 })
      await page.getByRole('button', { name: '陆晓燕', exact: true }).click()
      await page.getByRole('region', { name: '陆晓燕 的岗位' }).getByText('窗口人员').waitFor()
    },
  },
  auditor: {
    at: laptop,
    as: 'auditor',
    look: (page) => page.getByRole('cell', { name: '登录' }).first().waitFor(),
  },
  kiosk: { at: street, as: 'KIOSK-DEMO-1' },
  my: { at: phone, path: '/my', look: (page) => page.getByRole('button', { name: '手机验证码登录' }).waitFor() },
  card: {
    at: laptop,
    as: 'worker',
    async look(page) {
      await page.getByRole('link', { name: '居民' }).click()
      await page.getByPlaceholder('输入完整姓名或电话号码').fill('王桂英')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: '发放登录卡' }).click()
      await page.getByLabel('已当面核对身份证，确是本人').check()
      await page.getByRole('button', { name: '制卡' }).click()
      await page.getByText('持卡人').waitFor()
    },
  },
  'my-home': { at: phone, path: ({ card }) => `/my#card=${card}`, look: signInByCard },
  'my-matters': {
    at: phone,
    path: ({ card }) => `/my#card=${card}`,
    async look(page) {
      await signInByCard(page)
      await page.getByRole('link', { name: '我的事项' }).click()
      await page.getByText('楼道的扶手松了').waitFor()
    },
  },
  corrections: {
    at: laptop,
    as: 'worker',
    async look(page) {
      await page.getByRole('link', { name: '个更正申请待处理' }).click()
      await page.getByText('申请改为').waitFor()
    },
  },
  'my-looks': {
    at: phone,
    path: ({ card }) => `/my#card=${card}`,
    async look(page) {
      await signInByCard(page)
      await page.getByRole('link', { name: '谁看过我的信息' }).click()
      await page.getByRole('listitem').first().getByRole('button', { name: '我有疑问' }).click()
      await page.getByLabel('您想问什么？').fill('那天没有人来过')
      await page.keyboard.press('Enter')
      await page.getByText('审计员正在核查').waitFor()
    },
  },
  looks: { at: laptop, path: '/security/looks', as: 'auditor', look: (page) => page.getByText('那天没有人来过').waitFor() },
}

const PIN = '258036'
async function signInByCard(page) {
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('六位数字密码').fill(PIN)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: '退出登录' }).waitFor()
}

async function startStation(folder) {
  if (stale()) build()
  const port = await freePort()
  const environment = { ...process.env, DATA_DIR: folder, PORT: String(port), DEMO_PASSWORD: PASSWORD, MESSAGES: 'simulator', LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, [join(root, 'services/station/dist/main.js')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('is ready at') && resolve())
    child.once('exit', (code) => reject(new Error(`the station ended with ${code}`)))
  })
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** A resident with a card, who was looked at, reported a matter and waits for a correction. Not the one whose card is in a picture. */
async function prepareResident(url, worker) {
  const { items } = await worker('information-network/residents?limit=20')
  const { id } = items.find(({ name }) => !name.startsWith('王'))
  const order = { purpose: 'under-order', authority: '崇川公安分局', document: '崇公调证〔2026〕118号' }
  for (const why of [{ purpose: 'verify' }, order, { purpose: 'visit' }, { purpose: 'visit' }])
    await worker(`information-network/residents/${id}/reveal`, why)
  const { vouch } = await worker(`information-network/residents/${id}/vouch`, {})
  const { code } = await worker('identity/residents/cards', { vouch })
  const headers = { 'content-type': 'application/json' }
  const send = async (path, body) => (await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  const { accessToken } = await send('identity/residents/sessions/card', { code, pin: PIN })
  headers.authorization = `Bearer ${accessToken}`
  await send('hotline/own/tickets', { description: '楼道的扶手松了，老人不敢扶。', place: '6 幢二单元' })
  await send('information-network/own/corrections', { field: 'phone', value: '19900009001', note: '换了号码' })
  return code
}

/** Two people in need of care at home: one request waits for the coordinator, a visit for the provider. And a resident at their own page. */
async function prepare(url) {
  async function signIn(account) {
    const headers = { 'content-type': 'application/json' }
    const ask = async (path, body) => {
      const answer = await fetch(`${url}/api/${path}`, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }
    const { accessToken } = await ask('identity/sessions', { account, password: PASSWORD })
    headers.authorization = `Bearer ${accessToken}`
    return ask
  }
  const admin = await signIn('admin')
  const accounts = (await admin('identity/accounts?limit=200')).items
  const { id: deputy } = accounts.find(({ account }) => account === 'coordinator')
  const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
  await admin(`identity/accounts/${deputy}/assignments`, { role: 'clerk', areaCode: '320613000000', from: day(3), until: day(9) })
  await admin(`identity/accounts/${deputy}/assignments`, { role: 'supervisor', areaCode: '320600000000' })
  const card = await prepareResident(url, await signIn('worker'))
  const operator = await signIn('operator')
  const coordinator = await signIn('coordinator')
  const tickets = (await operator('hotline/tickets?state=received&limit=2')).items
  const needs = ['需要助餐，一日两餐，口味清淡。', '独居，希望每周上门探视一次。']
  for (const [at, { id }] of tickets.entries()) await operator(`hotline/tickets/${id}/refer`, { service: 'home-care', need: needs[at] })
  let requests = []
  for (const until = Date.now() + 10_000; requests.length < tickets.length && Date.now() < until; )
    requests = (await coordinator('home-care/requests?state=requested')).items
  const [provider] = (await coordinator('home-care/providers')).items
  const plannedAt = new Date(Date.now() + 3_600_000).toISOString()
  await coordinator(`home-care/requests/${requests[0].id}/assign`, { providerId: provider.id, plannedAt })
  return { card }
}

async function take(browser, url, name, { at, as, path: where = '/', look }, prepared) {
  const path = typeof where === 'function' ? where(prepared) : where
  const context = await browser.newContext({ viewport: at, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.goto(new URL(path, url).href)
  if (path === '/') await page.getByLabel('账号').waitFor()
  if (as) {
    await page.getByLabel('账号').fill(as)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByLabel('密码').waitFor({ state: 'detached' })
    await page.getByRole('main').waitFor()
  }
  await look?.(page)
  // Streams stay open: what is drawn is drawn after two seconds.
  await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined)
  await page.screenshot({ path: join(root, 'docs/images', `${name}.png`), animations: 'disabled' })
  await context.close()
}

const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'yiwang-pictures-'))
try {
  const station = await startStation(folder)
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const prepared = await prepare(station.url)
    for (const [name, picture] of Object.entries(pictures))
      if (wanted.length === 0 || wanted.includes(name)) await take(browser, station.url, name, picture, prepared)
  } finally {
    await browser.close()
    await station.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
