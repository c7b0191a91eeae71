import type { StationProcess } from '@yiwang/testing'
import type { Page } from 'playwright-core'
import type { Person } from './browser'

interface AtWork {
  station: StationProcess
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
    for (const person of [operator, worker]) person.said.length = 0 // the browser itself reports what it could not reach
  }, 60_000)
}
