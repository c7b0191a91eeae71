import type { StationProcess } from '@yiwang/testing'
import type { Browser, Page } from 'playwright-core'
import { Person } from './browser'

interface InTheStreet {
  station: StationProcess
  browser: Browser
  password: string
}

const screens = [
  ['upright', 1080, 1920],
  ['lying', 1920, 1080],
  ['lying and low', 1366, 768],
] as const
const HELP = '我要求助'
const WATER = '交水费'

/** What somebody meets who stands before a kiosk, and whoever comes after. Told within the station of stories.e2e-spec.ts. */
export function kioskStories(given: () => InTheStreet): void {
  let kiosk: Person
  const page = (): Page => kiosk.page
  const press = (name: string | RegExp) => page().getByRole('button', { name, exact: true }).click()
  const choose = (matter: string) => page().getByRole('button', { name: matter }).click()
  const type = async (digits: string) => {
    for (const digit of digits) await press(digit)
  }
  const start = () => page().getByRole('heading', { name: '您好，请问要办什么事？' }).waitFor()

  it('a kiosk signs in', async () => {
    const { station, browser, password } = given()
    kiosk = await Person.at(browser, station.url, { width: 1080, height: 1920 })
    await page().clock.install()
    await page().reload()
    await kiosk.signIn('KIOSK-DEMO-1', password)
    await start()
  }, 60_000)

  it.each(screens)('its questions, answers and buttons are all on the screen: %s', async (name, width, height) => {
    await page().setViewportSize({ width, height })
    await fits(page())
    await choose(HELP)
    await fits(page())
    await press('送餐')
    await press('下一步')
    await press('为我自己')
    await page().getByRole('textbox').fill('李秀兰')
    await press('下一步')
    await press('下一步')
    await page().getByRole('alert').waitFor()
    await fits(page())
    await kiosk.picture(`kiosk-${name.replaceAll(' ', '-')}`)
    await press('回到首页')
    await start()
  })

  it('its minute begins anew with whatever an input method writes, and then it starts again in Chinese', async () => {
    await press('English')
    await page().getByRole('button', { name: 'I need help' }).click()
    await press('Something else')
    await page().getByRole('textbox').focus()
    const keyboard = await page().context().newCDPSession(page())
    const compose = (text: string) => keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    // Nothing but a composition, for more than two minutes.
    for (const text of ['l', 'lo', 'lou', 'loud']) {
      await compose(text)
      await page().clock.runFor(40_000)
      expect(await page().getByRole('dialog').count()).toBe(0)
    }
    await keyboard.send('Input.insertText', { text: '楼道' })
    await page().clock.runFor(44_000)
    expect(await page().getByRole('dialog').count()).toBe(0)
    await page().clock.runFor(2_000)
    await page().getByRole('dialog', { name: 'Are you still there?' }).waitFor()
    await page().clock.runFor(15_000)
    await start()
    // A language that was only tried is no one else's either.
    await press('English')
    await page().getByRole('button', { name: 'I need help' }).waitFor()
    await page().clock.runFor(61_000)
    await start()
  })

  it('a bill that is being paid says so, and offers no second payment', async () => {
    const payment = {
      state: 'pending',
      amount: 5335,
      createdAt: '2026-11-29T10:00:00.000Z',
      words: { 'zh-CN': '请勿重复缴费。', en: 'Do not pay again.' },
    }
    let bill: object = { biller: 'water', accountNumber: '****0001', owed: 5335 }
    await page().route('**/api/kiosk/bills?*', (route) => route.fulfill({ json: bill }))
    await page().route('**/api/kiosk/payments', (route) => {
      bill = { ...bill, payment }
      return route.fulfill({ status: 409, contentType: 'application/problem+json', json: { code: 'payment-under-way', payment } })
    })
    const look = async () => {
      await choose(WATER)
      await type('10000001')
      await press('查询')
    }
    await look()
    // Somebody else is quicker.
    await press('缴费 53.35 元')
    for (const again of [false, true]) {
      if (again) await look()
      await kiosk.sees('处理中')
      await kiosk.sees('请勿重复缴费')
      await kiosk.sees('53.35 元')
      expect(await page().getByRole('button', { name: /缴费/ }).count()).toBe(0)
      await page().locator('.kiosk-head').getByRole('button', { name: '回到首页' }).click()
    }
    await page().unroute('**/api/kiosk/bills?*')
    await page().unroute('**/api/kiosk/payments')
    kiosk.said.length = 0 // the browser itself reports the refusal
  })

  it('is signed out by whoever knows its PIN, and by nobody else', async () => {
    await page().locator('.kiosk-brand').hover()
    await page().mouse.down()
    await page().clock.runFor(3_100)
    await page().mouse.up()
    await page().getByRole('dialog', { name: '请输入管理码' }).waitFor()
    await fits(page())
    await type('111111')
    await press('退出终端')
    await kiosk.sees('管理码不正确')
    kiosk.said.length = 0 // the browser itself reports the refusal
    await type('246810')
    await press('退出终端')
    await page().getByLabel('账号').waitFor()
    expect(kiosk.said).toEqual([])
    await page().context().close()
  })
}

/** Every button and field lies within the screen, nothing scrolls sideways, and letters can be read at arm's length. */
async function fits(page: Page): Promise<void> {
  const outside = await page.evaluate(() => {
    const all = (where: string) => Array.from(document.querySelectorAll(where)).filter((one) => one.getClientRects().length)
    const beyond = all('.kiosk :is(button, input, textarea)').filter((one) => {
      const { top, left, right, bottom } = one.getBoundingClientRect()
      return top < 0 || left < 0 || right > innerWidth || bottom > innerHeight
    })
    const written = (one: Element) => Array.from(one.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const small = all('.kiosk *').filter((one) => written(one) && Number.parseFloat(getComputedStyle(one).fontSize) < 28)
    return [...beyond, ...small].map((one) => one.outerHTML.slice(0, 200))
  })
  expect(outside).toEqual([])
}
