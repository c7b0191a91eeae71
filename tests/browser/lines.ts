import type { StationProcess } from '@yiwang/testing'
import type { Browser, Page } from 'playwright-core'
import { Person, violations } from './browser'

interface AtWork {
  station: StationProcess
  browser: Browser
  operator: Person
  worker: Person
  password: string
}

/** What lies beyond the first page, and what happens while the line is down. Told within the station of stories.e2e-spec.ts, where both are signed in. */
export function lineStories(given: () => AtWork): void {
  const page = (): Page => given().operator.page

  it('the search asks the service: a closed ticket beyond the first page is found by number, telephone and words', async () => {
    const { station, password } = given()
    const ask = await station.signIn('operator', password)
    const record = async (description: string, phone: string) => {
      const answer = await ask('/api/hotline/tickets', {
        reporter: { name: '周远', phone },
        areaCode: '320613004006',
        description,
        urgency: 'ordinary',
      })
      return (await answer.json()) as { id: string; number: string }
    }
    const { id, number } = await record('三号楼的电梯失灵', '19900003001')
    await ask(`/api/hotline/tickets/${id}/answer`, { reply: '已修好', solved: true })
    await Promise.all(Array.from({ length: 60 }, (_, at) => record(`第 ${at} 盏路灯不亮`, '13800138000')))

    await page().goto(`${station.url}/operator`)
    const rows = page().getByRole('navigation', { name: '工单列表' }).getByRole('link')
    for (const text of [number.replaceAll('-', ' '), '199 0000 3001', '电梯 失灵']) {
      await page().getByRole('searchbox').fill(text)
      await page().getByText('在全部工单中查找').waitFor()
      await rows.filter({ hasText: number }).waitFor()
      expect(await rows.count()).toBe(1)
    }
    await page().getByRole('searchbox').fill('路灯不亮')
    await page().getByRole('button', { name: '载入更多' }).click()
    await rows.nth(59).waitFor()
    await page().getByRole('searchbox').fill('')
  }, 60_000)

  it('a request that failed is tried again by hand and by itself', async () => {
    const { station, operator } = given()
    let failing = true
    await page().route('**/api/hotline/tickets?*', (route) => (failing ? route.fulfill({ status: 503, json: {} }) : route.continue()))
    await page().goto(`${station.url}/operator`)
    const list = page().getByRole('navigation', { name: '工单列表' })
    const again = list.getByRole('button', { name: '再试一次' })
    await again.waitFor({ timeout: 15_000 })
    await again.click()
    failing = false
    // Nobody presses any more.
    await list.getByRole('link').first().waitFor({ timeout: 15_000 })
    await page().unroute('**/api/hotline/tickets?*')
    operator.said.length = 0 // the browser itself reports the refusals
  }, 60_000)

  it('a line that is down shows on every page, keeps what is written, and says when it is back', async () => {
    const { station, operator, worker, password } = given()
    const ask = await station.signIn('operator', password)
    await page().keyboard.press('n')
    await page().getByLabel('诉求内容').fill('写到一半')
    for (const { page: one } of [operator, worker]) await one.context().setOffline(true)
    for (const person of [operator, worker]) await person.sees('连接中断，正在重连；您写的内容保留在本页。')
    await operator.picture('line-down')
    await worker.picture('line-down-phone')
    const missed = '断线时来的工单'
    await ask('/api/hotline/tickets', {
      reporter: { name: '周远', phone: '19900003001' },
      areaCode: '320613004006',
      description: missed,
      urgency: 'critical',
    })
    for (const { page: one } of [operator, worker]) await one.context().setOffline(false)
    await operator.sees('连接已恢复。')
    expect(await page().getByLabel('诉求内容').inputValue()).toBe('写到一半')
    // What came meanwhile is there, though no stream told of it.
    await page().getByRole('navigation', { name: '工单列表' }).getByText(missed).waitFor({ timeout: 10_000 })
    await page().getByRole('button', { name: '不记录了' }).click()
    await page().getByRole('button', { name: '放弃', exact: true }).click()
    for (const person of [operator, worker]) person.said.length = 0 // the browser itself reports what it could not reach
  }, 60_000)

  it('a place is typed by its initials, a time as it is written, and nothing that was written is thrown away unasked', async () => {
    const { station } = given()
    await page().goto(`${station.url}/operator/new`)
    await page()
      .getByRole('combobox', { name: /名称或拼音首字母/ })
      .click()
    await page().keyboard.type('yjq')
    await page().getByText('崇川区 / 新城桥街道 / 易家桥社区居委会').first().waitFor()
    await page().keyboard.press('Enter')
    await page().getByRole('combobox', { name: '社区/村' }).waitFor()

    const time = page().getByLabel('发生时间（何时）')
    await time.click()
    await page().getByText('2026年').first().waitFor()
    await time.pressSequentially('2026-11-20 8:05')
    await page().keyboard.press('Enter')
    await page().getByText('11月20日 周五 08:05').waitFor()
    expect(await time.inputValue()).toBe('2026-11-20 08:05')

    // Another day is picked; the field that was left for the calendar is looked at meanwhile.
    await time.click()
    await page().getByTitle('2026-11-12').click()
    await page().waitForTimeout(400)
    await page().getByRole('heading', { name: '记录来电' }).click()
    await page().getByText('11月12日 周四 08:05').waitFor()
    await time.fill('昨天下午')
    await page().getByRole('heading', { name: '记录来电' }).click()
    await page().getByRole('alert').getByText('看不懂“昨天下午”').waitFor()
    await time.fill('20261120 8:05')
    await page().getByRole('heading', { name: '记录来电' }).click()
    await page().getByText('11月20日 周五 08:05').waitFor()

    await page().getByRole('button', { name: '不记录了' }).click()
    await page().getByRole('dialog', { name: '放弃已写的内容？' }).waitFor()
    await page().keyboard.press('Enter')
    expect(await time.inputValue()).toBe('2026-11-20 08:05')
    await page().getByRole('button', { name: '退出' }).click()
    await page()
      .getByRole('dialog', { name: /还有没发送的内容/ })
      .waitFor()
    await page().keyboard.press('Escape')
    await page().getByRole('button', { name: '不记录了' }).click()
    await page().getByRole('button', { name: '放弃', exact: true }).click()
    await page().getByText('准备好接听').waitFor()
  }, 60_000)

  it('the calendar on a phone leaves the field in sight, offers the present, and can be read by everyone', async () => {
    const { station, worker } = given()
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await worker.page.route('**/Calendar-*.js', (route) => arrived.then(() => route.continue()))
    await worker.page.goto(`${station.url}/worker/record`)
    const time = worker.page.getByLabel('发生时间（何时）')
    // On a thin line the field is there before its calendar: whoever is in it stays in it.
    await time.focus()
    arrive()
    await worker.page.locator('.ant-picker input:focus').waitFor()
    await worker.page.unroute('**/Calendar-*.js')
    await time.click()
    const calendar = worker.page.locator('.ant-picker-dropdown')
    await calendar.getByRole('list', { name: '时', exact: true }).waitFor()
    expect(await violations(worker)).toEqual([])
    const [above, sheet] = [await time.boundingBox(), await calendar.boundingBox()]
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(sheet?.y ?? 0)
    await calendar.getByText('现在').click()
    expect(await time.inputValue()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    await worker.page.getByRole('button', { name: '不记录了' }).click()
    await worker.page.getByRole('button', { name: '放弃', exact: true }).click()
  }, 60_000)

  it('a request to let a resident go is seen where the worker’s day begins, and decided there', async () => {
    const { station, worker, password } = given()
    const admin = await station.signIn('admin', password)
    await admin('/api/identity/accounts', {
      account: 'zhaohui',
      password: 'good-for-one-time',
      name: '李静',
      role: 'worker',
      areaCode: '320613004001',
    })
    await station.setOwnPassword('zhaohui', 'good-for-one-time', password)
    const resident = { name: '古丽·买买提', identityNumber: '320699195701013018', phone: '19900003005', address: '易家桥新村 9 幢' }
    const [here, there] = [await station.signIn('worker', password), await station.signIn('zhaohui', password)]
    await here('/api/information-network/residents', { ...resident, areaCode: '320613004006' })
    await there('/api/information-network/moves', { ...resident, name: '古丽•买买提', areaCode: '320613004001', reason: '搬来同住' })
    await worker.page.goto(`${station.url}/worker`)
    await worker.page.getByRole('link', { name: '有 1 件迁出申请等本社区答复' }).click()
    await worker.page.getByRole('button', { name: '同意迁出' }).click()
    await worker.page.getByRole('button', { name: '确认同意迁出' }).click()
    await worker.page.getByText('已同意', { exact: true }).waitFor()
    await worker.page.getByRole('link', { name: '今日' }).click()
    await worker.page.getByText(/今天有 \d+ 件要办/).waitFor()
    await worker.page.getByText('迁出申请').waitFor({ state: 'detached' })
  }, 60_000)

  it('what an admin cannot undo asks first, and Enter answers no', async () => {
    const { station, browser, password } = given()
    const admin = await Person.at(browser, station.url, { width: 1440, height: 900 })
    const stopped = {
      id: 'x',
      group: 'hotline',
      topic: 'kiosk.events',
      partition: 3,
      offset: '7',
      since: new Date().toISOString(),
      fault: 'not JSON',
    }
    const waiting = { id: 'e', type: 'kiosk.need-created', sequence: 2, time: new Date().toISOString() }
    const parked = { id: 'y', handler: 'hotline', aggregate: '/kiosk/needs/n', state: 'parked', attempts: 9, error: 'no area', events: [waiting] }
    const sent: string[] = []
    await admin.page.route('**/api/hotline/parked**', (route) => {
      const { pathname } = new URL(route.request().url())
      if (route.request().method() !== 'GET') sent.push(pathname)
      return route.fulfill({ json: { items: [pathname.endsWith('partitions') ? stopped : parked], next: null } })
    })
    await admin.signIn('admin', password)
    await admin.page.getByRole('link', { name: '搁置的消息' }).click()
    for (const name of [/^越过这一条/, /^丢弃/]) {
      await admin.page.getByRole('main').getByRole('button', { name }).first().click()
      await admin.page.getByRole('dialog').waitFor()
      await admin.press('Enter')
      await admin.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(sent).toEqual([])
    expect(await violations(admin)).toEqual([])
    await admin.page.context().close()
  }, 60_000)

  it('a provider is asked before a visit of another day begins, and calls and finds people from the phone', async () => {
    const { station, browser, password } = given()
    const operator = await station.signIn('operator', password)
    const coordinator = await station.signIn('coordinator', password)
    const read = async <T>(answer: Promise<Response>) => (await answer).json() as Promise<T>
    const person = { name: '王桂英', phone: '19900000001', address: '易家桥新村12幢302室' }
    const wanted = { reporter: person, beneficiary: person, areaCode: '320613004006', description: '行动不便', urgency: 'ordinary' }
    const { address: _, ...reporter } = person
    const ticket = await read<{ id: string }>(operator('/api/hotline/tickets', { ...wanted, reporter }))
    await operator(`/api/hotline/tickets/${ticket.id}/refer`, { service: 'home-care', need: '约好的助浴' })
    const requests = () => read<{ items: { id: string; need: string }[] }>(coordinator('/api/home-care/requests?state=requested'))
    const find = async (): Promise<string> => (await requests()).items.find(({ need }) => need === '约好的助浴')?.id ?? find()
    const request = await find()
    const providers = await read<{ items: { id: string; account: string }[] }>(coordinator('/api/home-care/providers'))
    const providerId = providers.items.find(({ account }) => account === 'provider')?.id
    const plannedAt = new Date(Date.now() + 4 * 24 * 3600e3).toISOString()
    await coordinator(`/api/home-care/requests/${request}/assign`, { providerId, plannedAt })

    const provider = await Person.at(browser, station.url, { width: 390, height: 844 })
    await provider.signIn('provider', password)
    const visit = provider.page.getByRole('article', { name: /约好的助浴/ })
    await visit.getByRole('button', { name: '开始服务' }).click()
    await provider.page.getByRole('dialog', { name: /现在就开始吗/ }).waitFor()
    await provider.press('Enter')
    await visit.getByText('待上门').waitFor()
    await visit.getByRole('button', { name: '查看地址电话' }).click()
    await provider.page.getByRole('button', { name: '查看', exact: true }).click()
    expect(await visit.getByRole('link', { name: '拨打' }).getAttribute('href')).toBe('tel:19900000001')
    expect(decodeURIComponent((await visit.getByRole('link', { name: '看地图' }).getAttribute('href')) ?? '')).toBe(
      'geo:0,0?q=崇川区新城桥街道易家桥新村12幢302室',
    )
    await provider.picture('provider-reach')
    await provider.page.context().close()
  }, 60_000)
}
