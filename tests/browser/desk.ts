import type { StationProcess } from '@yiwang/testing'
import type { Page } from 'playwright-core'
import type { Person } from './browser'

interface AtTheDesk {
  station: StationProcess
  operator: Person
  worker: Person
  password: string
}

/** A page is drawn when it is ready for it: looks again until it is so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 30)))
    if (Date.now() > deadline) throw new Error(`it never came true: ${holds}`)
}

/** Somebody who has no mouse. Counts keys (words that are written are not counted), and never finds the keyboard nowhere. */
class AtTheKeyboard {
  keys = 0

  constructor(private readonly page: Page) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
    this.keys += keys.length
  }

  write = (words: string) => this.page.keyboard.insertText(words)

  /** What was pressed led to this: the thing with that name has the keyboard. */
  async isAt(name: string): Promise<void> {
    const nameOfActive = () => {
      const { activeElement: at } = document
      if (!at || at === document.body) return 'nowhere'
      return [at.getAttribute('aria-label'), ...Array.from((at as HTMLInputElement).labels ?? []), at]
        .map((one) => (typeof one === 'string' ? one : one?.textContent))
        .join(' ')
    }
    await until(async () => (await this.page.evaluate(nameOfActive)).includes(name)).catch(async () => {
      throw new Error(`the keyboard is at “${await this.page.evaluate(nameOfActive)}”, not at “${name}”`)
    })
  }

  /** Down the list to the row that tells of this. */
  async downTo(words: string): Promise<void> {
    for (let rows = 0; rows < 20; rows++) {
      const at = await this.page.evaluate(() => document.activeElement?.textContent ?? '')
      if (at.includes(words)) return
      await this.press('j')
    }
    throw new Error(`no row tells of “${words}”`)
  }
}

/** What people at work meet while others of the house act beside them. Told within the station of stories.e2e-spec.ts, where both are signed in. */
export function deskStories(given: () => AtTheDesk): void {
  const page = (): Page => given().operator.page

  it('what the service says of a field stays until the field is changed, though the form was sent from within it', async () => {
    await page().route('**/api/hotline/tickets', (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        json: { code: 'invalid-input', errors: [{ field: 'description', code: 'x', messages: { 'zh-CN': '请写得具体些', en: 'Say more' } }] },
      }),
    )
    await page().keyboard.press('n')
    await page().getByLabel('来电号码').fill('19900000001')
    await page().getByRole('region', { name: '来电人' }).getByText('独居').waitFor()
    await page().getByLabel('诉求内容').fill('灯坏了')
    await page().keyboard.press('Control+Enter')
    await page().getByRole('alert').getByText('有 1 处需要改正').waitFor()
    // Longer than a field that is left waits before it is looked at.
    await page().waitForTimeout(400)
    await page()
      .getByRole('alert')
      .getByRole('link', { name: /请写得具体些/ })
      .click()
    expect(await page().getByLabel('诉求内容').getAttribute('aria-invalid')).toBe('true')
    await page().keyboard.type('，三天了')
    expect(await page().getByLabel('诉求内容').getAttribute('aria-invalid')).toBe(null)
    await page().unroute('**/api/hotline/tickets')
    await page().getByRole('button', { name: '不记录了' }).click()
    await page().getByRole('button', { name: '放弃', exact: true }).click()
    // A key that is pressed while the form is still there belongs to it.
    await page().getByLabel('诉求内容').waitFor({ state: 'detached' })
    given().operator.said.length = 0 // the browser itself reports the refusal
  }, 60_000)

  it('what came with a number goes with it, and a half-written call is offered beside the next one, never put under it', async () => {
    const name = page().getByLabel('来电人姓名')
    const phone = page().getByLabel('来电号码')
    const words = page().getByLabel('诉求内容')
    await page().keyboard.press('n')
    await phone.fill('19900000001')
    await page().getByText('随号码填入').nth(1).waitFor()
    const first = await name.inputValue()
    await phone.fill('19900000002')
    await page().getByRole('region', { name: '来电人' }).getByText(first).waitFor({ state: 'detached' })
    await page().getByText('随号码填入').nth(1).waitFor()
    expect(await name.inputValue()).not.toBe(first)
    await name.fill('王女士')
    await phone.fill('19900000001')
    await page().getByText('手工填写').waitFor()
    expect(await name.inputValue()).toBe('王女士')
    await words.fill('自来水发黄')

    // The next caller: an empty form, and the other beside.
    await page().getByRole('button', { name: '新来电' }).click()
    await until(async () => (await words.inputValue()) === '')
    expect([await phone.inputValue(), await name.inputValue()]).toEqual(['', ''])
    await phone.fill('19900000003')
    await page()
      .getByRole('region', { name: '未写完的来电' })
      .getByRole('link', { name: /王女士/ })
      .click()
    await until(async () => (await words.inputValue()) === '自来水发黄')
    expect(await page().getByRole('region', { name: '未写完的来电' }).getByRole('link').count()).toBe(1)
    await page().getByRole('button', { name: '不记录了' }).click()
    await page().getByRole('button', { name: '放弃', exact: true }).click()
    await until(async () => (await page().evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('.call.')).length)) === 1)
  }, 60_000)

  it('words typed into an answer stay when a colleague is quicker, and go on to what can be done now', async () => {
    const { station, worker, password } = given()
    const ask = await station.signIn('operator', password)
    const recorded = await ask('/api/hotline/tickets', {
      reporter: { name: '李某', phone: '13900000077' },
      areaCode: '320613004006',
      description: '楼下的井盖翘起来了',
      urgency: 'ordinary',
    })
    const { id } = (await recorded.json()) as { id: string }
    await worker.page.goto(`${station.url}/worker/tickets/${id}`)
    await worker.page.getByRole('button', { name: '直接答复' }).click()
    await worker.page.getByLabel('答复内容').fill('已放警示牌')
    await ask(`/api/hotline/tickets/${id}/dispatch`, { unitId: '320613004006' })
    await worker.sees('您写的内容保留在这里')
    const words = worker.page.getByLabel('答复内容')
    await words.press('End')
    await words.pressSequentially('，下午修。')
    expect(await words.inputValue()).toBe('已放警示牌，下午修。')
    // Also after the page was loaded anew.
    await worker.page.reload()
    await worker.page.getByRole('button', { name: '带到申请退单' }).click()
    expect(await worker.page.getByLabel('退单原因').inputValue()).toBe('已放警示牌，下午修。')
    await worker.page.getByRole('button', { name: '取消' }).click()
  }, 60_000)

  it('what colleagues do comes with the news: it waits to be let in, changes where it stands, and nothing is asked for', async () => {
    const { station, password } = given()
    const ask = await station.signIn('operator', password)
    const description = '小区门口的路灯一闪一闪'
    await page().goto(`${station.url}/operator`)
    const list = page().getByRole('navigation', { name: '工单列表' })
    await list.getByRole('link').first().waitFor()
    // Also what the page asks beside its list.
    await until(async () => (await page().locator('[aria-busy=true]').count()) === 0)
    const asked: string[] = []
    const note = (request: { url: () => string }) => asked.push(new URL(request.url()).pathname)
    page().on('request', note)
    const recorded = await ask('/api/hotline/tickets', {
      reporter: { name: '李某', phone: '13900000077' },
      areaCode: '320613004006',
      description,
      urgency: 'critical',
    })
    const { id } = (await recorded.json()) as { id: string }
    await list.getByRole('button', { name: '1 条新工单' }).click()
    const row = list.getByRole('link', { name: new RegExp(description) })
    await row.getByText('待派单').waitFor()
    await ask(`/api/hotline/tickets/${id}/dispatch`, { unitId: '320613004006' })
    await row.getByText('待签收').waitFor()
    page().off('request', note)
    expect(asked.filter((path) => path.startsWith('/api/hotline/tickets'))).toEqual([])
  }, 60_000)

  it('a critical ticket is seen in the title, counted by the service, heard and read out; the sound can be turned off', async () => {
    const { station, password } = given()
    const [ask, asWorker] = [await station.signIn('operator', password), await station.signIn('worker', password)]
    const recordCritical = () =>
      asWorker('/api/hotline/tickets', {
        reporter: { name: '李某', phone: '13900000077' },
        areaCode: '320613004006',
        description: '三楼有人被困电梯',
        urgency: 'critical',
      })
    const counted = async () => {
      const { states } = (await (await ask('/api/hotline/tickets/waiting')).json()) as { states: { critical: number }[] }
      return states.reduce((sum, { critical }) => sum + critical, 0)
    }
    const shown = (count: number) => page().waitForFunction((title) => document.title === title, `(${count}) 一网进社区`, { timeout: 10_000 })
    const tones = () => page().evaluate(() => Number(document.body.dataset.tones ?? 0))
    await page().keyboard.press('Escape')
    await page().evaluate(() => {
      const start = AudioScheduledSourceNode.prototype.start
      AudioScheduledSourceNode.prototype.start = function (when?: number) {
        document.body.dataset.tones = String(Number(document.body.dataset.tones ?? 0) + 1)
        return start.call(this, when)
      }
    })

    const before = await counted()
    await recordCritical()
    await page()
      .getByRole('alert')
      .getByText(/特急工单 .*待派单/)
      .waitFor({ state: 'attached', timeout: 10_000 })
    await shown(before + 1)
    expect(await counted()).toBe(before + 1)
    await page()
      .getByRole('link', { name: `特急 ${before + 1}` })
      .waitFor()
    expect(await tones()).toBeGreaterThan(0)

    await page().getByRole('button', { name: '铃声开' }).click()
    const heard = await tones()
    await recordCritical()
    await shown(before + 2)
    expect(await tones()).toBe(heard)
    await page().reload()
    await page().getByRole('button', { name: '铃声关' }).click()
    await page().getByRole('button', { name: '铃声开' }).waitFor()
  }, 60_000)

  it('a whole story without a mouse: recorded, dispatched, accepted, resolved, called back', async () => {
    const { station, operator, worker } = given()
    const [desk, community] = [new AtTheKeyboard(operator.page), new AtTheKeyboard(worker.page)]
    const matter = '健身路径的扶手松了'
    await operator.page.goto(`${station.url}/operator`)
    await desk.isAt('新来电')
    await desk.press('n')
    await desk.isAt('来电号码')
    await desk.write('19900000003')
    await operator.sees('随号码填入')
    await desk.press('Enter')
    await desk.isAt('诉求内容')
    await desk.write(matter)
    await desk.press('Control+Enter')
    await desk.isAt('已告知')
    await desk.press('Enter')
    await desk.isAt('直接答复Alt 1')
    // What was begun by mistake leads back to where it began.
    await desk.press('Alt+3')
    await desk.isAt('服务需求')
    await desk.press('Escape')
    await desk.isAt('转居家养老Alt 3')
    await desk.press('?')
    await desk.isAt('关闭')
    await desk.press('Escape')
    await desk.isAt('转居家养老Alt 3')
    await desk.press('Alt+2')
    await desk.isAt('易家桥社区居委会')
    await desk.press('Space', 'Control+Enter')
    await operator.page.getByRole('article').getByText('待签收').first().waitFor()
    await operator.page.locator('[data-row]:focus').waitFor()

    await worker.page.goto(`${station.url}/worker`)
    await worker.page.locator('[data-row]:focus').waitFor()
    await community.downTo(matter)
    await community.press('Enter')
    await community.isAt('签收Alt 1')
    await community.press('Enter')
    await community.isAt('确认签收')
    await community.press('Enter')
    await community.isAt('提交办理结果Alt 1')
    await community.press('Enter')
    await community.isAt('答复内容')
    await community.write('扶手已拧紧。')
    await community.press('Control+Enter')
    await community.isAt('返回列表')
    await community.press('Enter')
    await worker.page.locator('[data-row]:focus').waitFor()

    await desk.press('g', 'i')
    await operator.page.locator('[data-row]:focus').waitFor()
    await operator.page.getByRole('navigation', { name: '工单列表' }).getByText(matter).waitFor()
    await desk.downTo(matter)
    await desk.press('Enter')
    await desk.isAt('回访Alt 1')
    await desk.press('Enter')
    await desk.isAt('已接通')
    await desk.press('Tab', 'Space')
    await desk.isAt('已解决')
    await desk.press('Tab', 'Space')
    await desk.isAt('满意')
    await desk.press('Control+Enter')
    await operator.page.getByRole('article').getByText('已结案').first().waitFor()
    await operator.page.locator('[data-row]:focus').waitFor()
    expect(desk.keys).toBeLessThan(35)
    expect(community.keys).toBeLessThan(15)
  }, 60_000)
}
