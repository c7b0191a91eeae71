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
  /** A button's name ends with its words: its sign of work goes a moment after the work, and is part of the name until then. */
  const press = (name: string) =>
    page()
      .getByRole('button', { name: new RegExp(`(^|\\s)${name}$`) })
      .click()
  const choose = (matter: string) => page().getByRole('button', { name: matter }).click()
  const type = async (digits: string) => {
    for (const digit of digits) await press(digit)
  }
  const start = () => page().getByRole('heading', { name: '您好，请问要办什么事？' }).waitFor()

  it('a kiosk signs in', async () => {
    const { station, browser, password } = given()
    kiosk = await Person.at(browser, station.url, { width: 1080, height: 1920 })
    // Sooner than the test's own end, so that a failure says what was waited for.
    page().setDefaultTimeout(10_000)
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
    await fits(page())
    await press('到登记的住址')
    await page().getByRole('textbox').fill('李秀兰')
    await press('下一步')
    await press('下一步')
    await page().getByRole('alert').waitFor()
    await fits(page())
    await kiosk.picture(`kiosk-${name.replaceAll(' ', '-')}`)
    await press('回到首页')
    await start()
  })

  it('asks where to come and whom to call, and gives a slip whose code leads to how it stands', async () => {
    const { station, browser, password } = given()
    await choose(HELP)
    await press('送餐')
    await press('下一步')
    await press('为家人或邻居')
    await page().getByRole('textbox').fill('王桂英')
    await press('下一步')
    await press('到别的地方')
    await page().getByRole('textbox').fill('易家桥新村 12 幢')
    await press('下一步')
    await page().getByRole('textbox').fill('李秀兰')
    await press('下一步')
    await press('打给需要帮助的人')
    await page().getByRole('heading', { name: '打哪个电话能找到王桂英？' }).waitFor()
    await type('13800138000')
    await press('下一步')
    await press('提交求助')
    const slip = page().getByRole('region', { name: '小票' })
    await slip.locator('svg').waitFor()
    const [number, code] = await slip.locator('dd').allTextContents()
    const ask = await station.signIn('operator', password)
    const [ticket] = ((await (await ask(`/api/hotline/tickets?q=${number}`)).json()) as { items: object[] }).items
    const beneficiary = { name: '王**', phone: '********000', address: expect.stringContaining('易家桥新村') }
    expect(ticket).toMatchObject({ description: '送餐', reporter: { name: '李**' }, beneficiary })
    for (const [, width, height] of screens) {
      await page().setViewportSize({ width, height })
      await fits(page())
    }
    await kiosk.picture('slip')
    await page().emulateMedia({ media: 'print' })
    // What an 80 mm and a 58 mm till print.
    for (const width of [272, 189]) {
      await page().setViewportSize({ width, height: 600 })
      expect(await page().locator('.kiosk-head, .kiosk-foot, .kiosk-main > h1').filter({ visible: true }).count()).toBe(0)
      expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
    await page().emulateMedia({ media: null })
    await page().setViewportSize({ width: 1080, height: 1920 })

    const phone = await Person.at(browser, `${station.url}/ask/${number}`, { width: 390, height: 844 })
    expect(await phone.page.getByLabel('工单号').inputValue()).toBe(number)
    await phone.page.getByLabel('查询码').fill(code)
    await phone.press('Enter')
    await phone.sees('已受理')
    expect(phone.page.url()).not.toContain(code)
    await phone.page.context().close()
    await page().locator('.kiosk-head').getByRole('button', { name: '回到首页' }).click()
  }, 60_000)

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
