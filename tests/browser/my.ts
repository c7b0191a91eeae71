import { readFileSync } from 'node:fs'
import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { Person, violations } from './browser'

interface AtHome {
  station: StationProcess
  browser: Browser
  password: string
}

const phone = { width: 390, height: 844 }
const digits = '32069919480203101'
const resident = {
  name: '沈秀珍',
  identityNumber: digits + checkCharacter(digits),
  phone: '19900004001',
  address: '易家桥新村 6 幢 201 室',
  areaCode: '320613004006',
}

/** A resident at their own page, on a phone. Told within the station of stories.e2e-spec.ts. */
export function myStories(given: () => AtHome): void {
  it('a resident sees what is theirs, reports a matter, has a number put right by a worker, and takes a copy along', async () => {
    const { station, browser, password } = given()
    const worker = await station.signIn('worker', password)
    const made = async (path: string, body: object) => (await (await worker(path, body)).json()) as { id: string; vouch: string; code: string }
    const { id } = await made('/api/information-network/residents', resident)
    const { vouch } = await made(`/api/information-network/residents/${id}/vouch`, {})
    const { code } = await made('/api/identity/residents/cards', { vouch })

    const one = await Person.at(browser, `${station.url}/my#card=${code}`, phone)
    const { page } = one
    const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter')
    const open = (name: RegExp | string) => page.getByRole('link', { name }).press('Enter')
    const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
    await press('下一步')
    await page.getByLabel('设置六位数字密码').fill('258036')
    await page.getByLabel('再填一次').fill('258036')
    await press('登录')
    await heading('沈秀珍，您好')
    one.said.length = 0 // the browser itself remarks on a form with a PIN and no name
    await one.sees('易家桥社区居委会')
    await one.picture('my-home')
    expect(await violations(one)).toEqual([])

    await open(/我的登记信息/)
    await heading('我的登记信息')
    await one.sees(resident.identityNumber)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await one.picture('my-record')
    expect(await violations(one)).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), press('下载（直接阅读）')])
    const copy = readFileSync(await file.path(), 'utf8')
    for (const word of [resident.name, resident.phone, resident.identityNumber, '这份副本里没有的']) expect(copy).toContain(word)

    await open('有不对的地方？申请更正')
    await page.getByRole('radio', { name: '电话' }).press('Space')
    await page.getByLabel('正确的电话号码').fill('199 0000 4002')
    await press('提交申请')
    await page.getByRole('article', { name: '电话' }).getByText('等待处理').waitFor()
    expect(await violations(one)).toEqual([])

    await page.getByRole('link', { name: '返回' }).press('Enter')
    await open(/反映一件事/)
    await page.getByLabel('是什么事').fill('楼道的扶手松了，老人不敢扶')
    await press('提交')
    await heading('已收到，会有人办理')
    await open('看看我的事项')
    const matter = page.getByRole('article', { name: /^\d{8}-/ })
    await matter.getByText('楼道的扶手松了').waitFor()
    await matter.getByText('已受理').first().waitFor()
    await one.picture('my-matters')
    expect(await violations(one)).toEqual([])

    const desk = await Person.at(browser, `${station.url}/residents/corrections`, { width: 1366, height: 768 })
    await desk.signIn('worker', password)
    const waiting = desk.page.getByRole('article', { name: '沈** 电话' })
    await waiting.waitFor()
    await desk.picture('corrections')
    expect(await violations(desk)).toEqual([])
    await waiting.getByRole('button', { name: '同意更正' }).press('Enter')
    await desk.page.getByRole('dialog').getByRole('button', { name: '同意更正' }).press('Enter')
    await waiting.waitFor({ state: 'detached' })

    await page.goto(`${station.url}/my/corrections`)
    await page.getByRole('article', { name: '电话' }).getByText('已更正').first().waitFor()
    await page.getByRole('link', { name: '返回' }).press('Enter')
    expect([...one.said, ...desk.said]).toEqual([])
    const other = await page.context().newPage()
    await other.goto(`${station.url}/my/record`)
    await other.getByText('19900004002').waitFor()
    await page.getByRole('button', { name: '退出登录' }).press('Enter')
    await other.getByRole('heading', { name: '请选择登录方式' }).waitFor()
    expect(await other.getByText(resident.identityNumber).count()).toBe(0)
    for (const { page } of [one, desk]) await page.context().close()
  }, 60_000)
}
