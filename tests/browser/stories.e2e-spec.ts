import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { describeInBrowser, launch, Person, screens, violations } from './browser'
import { deskStories } from './desk'
import { familyStories } from './family'
import { importStories } from './imports'
import { kioskStories } from './kiosk'
import { lineStories } from './lines'
import { lookStories } from './looks'
import { myStories } from './my'
import { ownStories } from './own'
import { byAccount, everyStop, walk } from './pages'
import { postStories } from './posts'

const PASSWORD = 'seen-in-a-browser'
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

describeInBrowser('people in front of the portal', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-browser-'))
  let station: StationProcess
  let browser: Browser
  let operator: Person
  let worker: Person
  const matter = '楼道的灯坏了三天，晚上下楼看不清台阶。'

  beforeAll(async () => {
    station = await StationProcess.on(directory, { DEMO_PASSWORD: PASSWORD })
    await station.start()
    browser = await launch()
    operator = await Person.at(browser, station.url, desk)
    worker = await Person.at(browser, station.url, phone)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await station?.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  it('the operator signs in, in Chinese or English', async () => {
    await operator.sees('一网进社区')
    await operator.picture('login')
    await operator.page.getByRole('button', { name: 'English' }).click()
    await operator.page.getByLabel('Account').waitFor()
    await operator.page.getByRole('button', { name: '中文' }).click()
    await operator.signIn('operator', 'not-the-password')
    await operator.sees(/账号或密码/)
    await operator.signIn('operator', PASSWORD)
    await operator.sees('准备好接听')
    operator.said.length = 0 // the browser itself reports the refused sign-in
  }, 60_000)

  it('the operator stays signed in while two tabs are loaded again and again, each time before the answer came', async () => {
    const tabs = [operator.page, await operator.page.context().newPage()]
    for (let round = 0; round < 3; round++) {
      const asked = tabs.map((tab) => tab.waitForRequest('**/sessions/refresh'))
      await Promise.all(tabs.map((tab) => tab.goto(station.url, { waitUntil: 'commit' }).catch(() => undefined)))
      await Promise.race(asked)
      for (const one of asked) one.catch(() => undefined)
    }
    for (const tab of tabs) {
      await tab.reload()
      await tab.getByText('准备好接听').first().waitFor({ timeout: 10_000 })
    }
    await tabs[1].close()
    operator.said.length = 0 // what was broken off
  }, 60_000)

  it('the operator records a call with the keyboard alone: who is calling is there at once', async () => {
    const { page } = operator
    await operator.press('n')
    await page.getByLabel('来电号码').fill('19900000001')
    await page.getByRole('region', { name: '来电人' }).getByText('独居').waitFor()
    await page.getByLabel('诉求内容').fill(matter)
    await operator.picture('console')
    await operator.press('Control+Enter')
    await page.getByRole('article').getByText('待派单').waitFor()
    await page.getByRole('article').getByText(matter).waitFor()
    expect(await page.getByRole('group', { name: '可办事项' }).getByRole('button').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('直接答复'), expect.stringContaining('派单'), expect.stringContaining('转居家养老')]),
    )
  }, 60_000)

  it('a key never fires while text is typed or composed', async () => {
    const { page } = operator
    const search = page.getByRole('searchbox')
    await operator.press('/')
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true)
    await search.fill('')
    await page.keyboard.type('njk?')
    expect(await search.inputValue()).toBe('njk?')
    await search.fill('')
    await operator.press('Escape')
  }, 60_000)

  it('dispatches it with the keyboard, and the worker’s phone shows it by itself', async () => {
    await worker.signIn('worker', PASSWORD)
    await worker.sees(/今天有 \d+ 件要办/)
    const { page } = operator
    await page.getByRole('article').click({ position: { x: 5, y: 5 } })
    await operator.press('Alt+2')
    await page.getByRole('radio', { name: '易家桥社区居委会' }).focus()
    await operator.press('Space')
    await operator.press('Control+Enter')
    await page.getByRole('article').getByText('待签收').first().waitFor()
    await operator.picture('dispatched')
  }, 60_000)

  it('the worker accepts it and answers, with one hand', async () => {
    const { page } = worker
    const dispatched = page.getByRole('region', { name: /待签收/ }).getByRole('link', { name: new RegExp(matter) })
    await dispatched.waitFor({ timeout: 10_000 })
    await worker.picture('worker')
    await dispatched.click()
    await page.getByRole('button', { name: '签收' }).click()
    await page.getByRole('button', { name: '确认签收' }).click()
    await page.getByRole('article').getByText('办理中').first().waitFor()
    await page.getByRole('button', { name: '提交办理结果' }).click()
    await page.getByLabel('答复内容').fill('灯已换好，试过三次都亮。')
    await page.getByRole('button', { name: '确认提交办理结果' }).click()
    await page.getByRole('article').getByText('已办结').first().waitFor()
    await worker.picture('worker-done')
  }, 60_000)

  it('the operator sees it move, calls back, and closes it', async () => {
    const { page } = operator
    await page.getByRole('article').getByText('灯已换好').first().waitFor({ timeout: 15_000 })
    await page.getByRole('group', { name: '可办事项' }).getByRole('button', { name: '回访' }).click()
    await page.getByRole('radio', { name: '已解决', exact: true }).check()
    await page.getByRole('radio', { name: '满意', exact: true }).check()
    await operator.press('Control+Enter')
    await page.getByRole('article').getByText('已结案').first().waitFor()
    await operator.picture('closed')
  }, 60_000)

  it('a script in what someone said is shown as text', async () => {
    const ask = await station.signIn('operator', PASSWORD)
    const description = '<img src=x onerror="document.title=1"> <b>粗</b>'
    const answer = await ask('/api/hotline/tickets', {
      reporter: { name: '<i>某人</i>', phone: '13900000088' },
      areaCode: '320613004006',
      description,
      urgency: 'critical',
    })
    const { id } = (await answer.json()) as { id: string }
    await operator.page.goto(`${station.url}/operator/tickets/${id}`)
    await operator.page.getByRole('article').getByText(description).first().waitFor()
    expect(await operator.page.title()).not.toBe('1')
  }, 60_000)

  it('notices are found by their words, at a desk and at a kiosk', async () => {
    const ask = await station.signIn('admin', PASSWORD)
    const areaCode = '320600000000'
    await ask('/api/information-network/notices', { title: '停水通知', text: '11月25日检修管网，届时停水。', areaCode })
    await ask('/api/information-network/notices', { title: '老年人免费体检', text: '65岁以上老人可到社区卫生服务中心体检。', areaCode })
    for (const [account, viewport] of [
      ['admin', desk],
      ['KIOSK-DEMO-1', { width: 1080, height: 1920 }],
    ] as const) {
      const person = await Person.at(browser, account === 'admin' ? `${station.url}/notices` : station.url, viewport)
      await person.signIn(account, PASSWORD)
      if (account !== 'admin') await person.page.getByRole('button', { name: '看公告' }).click()
      await person.sees('停水通知')
      const field = person.page.getByRole('searchbox', { name: '查找公告' })
      await field.fill('免费体检的老人')
      await person.page.getByText('停水通知').waitFor({ state: 'detached' })
      await person.sees('老年人免费体检')
      await person.picture(`notices-${account === 'admin' ? 'desk' : 'kiosk'}`)
      expect(await violations(person)).toEqual([])
      await field.fill('停电')
      await person.sees('没有找到')
      expect(person.said).toEqual([])
      await person.page.context().close()
    }
  }, 60_000)

  deskStories(() => ({ station, operator, worker, password: PASSWORD }))

  lineStories(() => ({ station, browser, operator, worker, password: PASSWORD }))

  postStories(() => ({ station, browser, password: PASSWORD }))

  importStories(() => ({ station, browser, password: PASSWORD }))

  ownStories(() => ({ station, browser, password: PASSWORD }))

  familyStories(() => ({ station, browser, password: PASSWORD }))

  myStories(() => ({ station, browser, password: PASSWORD }))

  lookStories(() => ({ station, browser, password: PASSWORD }))

  describe('at a kiosk', () => kioskStories(() => ({ station, browser, password: PASSWORD })))

  it.each(byAccount(everyStop()).map((stops) => [stops[0].account, stops] as const))(
    'every page that %s walks over is finished, readable by everyone, and says nothing in the console',
    async (_, stops) => {
      const setting = { name: 'desk', viewport: stops[0].account.startsWith('KIOSK') ? { width: 1080, height: 1920 } : desk }
      expect(await walk({ station, browser, password: PASSWORD }, stops, setting, screens)).toEqual([])
    },
    60_000,
  )

  it('leaves nothing in the browser’s console', () => {
    expect([...operator.said, ...worker.said]).toEqual([])
  })
})
