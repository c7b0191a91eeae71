import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Capability, Role } from '@yiwang/auth/capabilities'
import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { Person, violations } from './browser'

interface PageOfTable {
  path: string
  may?: Capability
  layout: string
}

/** The portal's own table of its pages. Read at run time: its compiler settings are not the tests'. */
const table: { pages: PageOfTable[]; pagesOf: (account: { role: Role }) => PageOfTable[]; addressOf: (page: PageOfTable) => string } =
  jest.requireActual('../../services/portal/src/pages')

/** Who walks, by account; a page is looked at by the first of them who may see it. */
const accounts: Record<string, Role> = {
  worker: 'worker',
  provider: 'provider',
  coordinator: 'coordinator',
  admin: 'admin',
  auditor: 'auditor',
  operator: 'operator',
  'KIOSK-DEMO-1': 'terminal',
}
const nobody = 'nobody'

/** Pages that show one thing: where one is found, by whoever may look at it. A page with a name in its address that is not here fails the walk. */
const examples: Record<string, (ask: Ask) => Promise<string>> = {
  '/tickets/:id': async (ask) => `/tickets/${(await ask('/api/hotline/tickets?limit=1'))[0].id}`,
  '/residents/:id': async (ask) => `/residents/${(await ask(`/api/information-network/residents?q=${encodeURIComponent('王桂英')}`))[0].id}`,
}
type Ask = (path: string) => Promise<{ id: string }[]>

interface Stop {
  account: string
  page: PageOfTable
}

/** Every page of the table once. */
export function everyStop(): Stop[] {
  return table.pages.map((page) => {
    const account = page.may ? Object.keys(accounts).find((one) => table.pagesOf({ role: accounts[one] }).includes(page)) : nobody
    if (!account) throw new Error(`nobody may look at ${page.path}`)
    return { account, page }
  })
}

export interface Way {
  station: StationProcess
  browser: Browser
  password: string
}

export interface Setting {
  name: string
  viewport: { width: number; height: number }
  language?: 'zh-CN' | 'en'
  /** How large the letters of the page are, in hundreds. */
  text?: number
}

/** One person's walk over some pages, each looked at once it has come to rest; answers what is wrong with each. */
export async function walk({ station, browser, password }: Way, stops: Stop[], setting: Setting, pictures?: string): Promise<string[]> {
  const { account } = stops[0]
  const { viewport, language = 'zh-CN', text = 1 } = setting
  const person = await Person.at(browser, station.url, viewport)
  const { page } = person
  await page.evaluate((chosen) => localStorage.setItem('yiwang.language', chosen), language)
  if (account !== nobody) {
    await person.signIn(account, password)
    await page.getByLabel('密码').waitFor({ state: 'detached' })
  }
  // What is set above counts from the next page on.
  if (language !== 'zh-CN') await page.reload()
  const ask: Ask = async (path) => {
    const as = await station.signIn(account, password)
    return ((await (await as(path)).json()) as { items: { id: string }[] }).items
  }
  const wrong: string[] = []
  for (const { page: stop } of stops) {
    const address = examples[stop.path] ? await examples[stop.path](ask) : table.addressOf(stop)
    if (address.includes(':')) throw new Error(`${stop.path}: tests/browser/pages.ts has no example`)
    await page.evaluate((to) => {
      if (to === location.pathname) return
      // What is there now goes as soon as the next page is ready.
      document.querySelectorAll<HTMLElement>('main > *').forEach((one) => {
        one.dataset.before = ''
      })
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, address)
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size === 1 ? '' : `${size * 100}%`
    }, text)
    await page.waitForFunction(
      () => document.querySelector('main')?.innerText.trim() && !document.querySelector('[data-before], [aria-busy=true]'),
      undefined,
      { timeout: 10_000 },
    )
    if (pictures) {
      const file = `${pictures}/${account.toLowerCase()}${stop.path.replace(/[/:?]+/g, '-')}.png`
      mkdirSync(dirname(file), { recursive: true })
      await page.screenshot({ path: file, animations: 'disabled' })
    }
    const found = [...(await violations(person)), ...(await unreadable(page)), ...person.said.splice(0)]
    wrong.push(...found.map((one) => `${setting.name} ${language} ${account} ${address}: ${one}`))
  }
  await page.context().close()
  return wrong
}

/** A page that is none, one that scrolls sideways, words that are missing or not filled in. */
const unreadable = (page: Person['page']): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth } = document.documentElement
    const widest =
      scrollWidth > innerWidth && Array.from(document.body.querySelectorAll('*')).find((one) => one.getBoundingClientRect().right >= scrollWidth - 1)
    const words = document.body.innerText
    const missing = words.match(/.*(undefined|\{\w+\}|没有这一页|There is no such page).*/g) ?? []
    return [...(widest ? [`is ${scrollWidth} wide on ${innerWidth}: ${widest.outerHTML.slice(0, 200)}`] : []), ...missing]
  })

/** The stops of each walker. */
export const byAccount = (stops: Stop[]): Stop[][] =>
  [...new Set(stops.map(({ account }) => account))].map((account) => stops.filter((stop) => stop.account === account))
