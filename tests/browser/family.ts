import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { Person, violations } from './browser'

interface AtTheOffice {
  station: StationProcess
  browser: Browser
  password: string
}

const phone = { width: 390, height: 844 }
const PIN = '135790'
const mother = {
  name: '石秀英',
  identityNumber: '320699194001010014',
  phone: '13800138111',
  address: '易家桥新村12幢302室',
  areaCode: '320613004006',
}
const daughter = { ...mother, name: '石丽', identityNumber: '32069919650101001X', phone: '13800138112' }

/** A daughter acts for her mother. Told within the station of stories.e2e-spec.ts. */
export function familyStories(given: () => AtTheOffice): void {
  it('a mother lets her daughter act for her by a code, every window says for whom, and it ends at once', async () => {
    const { station, browser, password } = given()
    const asWorker = await station.signIn('worker', password)
    // biome-ignore lint/suspicious/noExplicitAny: what a door answers
    const ask = async (path: string, body: object): Promise<any> => (await asWorker(path, body)).json()
    const cardOf = async (who: object): Promise<string> => {
      const { id } = await ask('/api/information-network/residents', who)
      const { vouch } = await ask(`/api/information-network/residents/${id}/vouch`, {})
      return (await ask('/api/identity/residents/cards', { vouch })).code
    }
    const enter = async (card: string) => {
      const one = await Person.at(browser, `${station.url}/my#card=${card}`, phone)
      const { page } = one
      await page.getByRole('button', { name: '下一步' }).press('Enter')
      await page.getByLabel('设置六位数字密码').fill(PIN)
      await page.getByLabel('再填一次').fill(PIN)
      await page.keyboard.press('Enter')
      await one.sees('，您好')
      return one
    }
    const hers = await enter(await cardOf(daughter))
    const mothers = await enter(await cardOf(mother))
    for (const { page } of [hers, mothers]) await page.getByRole('link', { name: '家人代办' }).press('Enter')

    await hers.page.getByRole('button', { name: '出示代办码' }).press('Enter')
    const code = await hers.page.locator('.my-code').innerText()
    await hers.picture('family-code')
    await mothers.page.getByRole('button', { name: '请家人替我办理' }).press('Enter')
    await mothers.page.getByLabel('代办码').fill(code.toLowerCase())
    await mothers.page.keyboard.press('Enter')
    await mothers.sees('请 石* 替您办理')
    await mothers.picture('family-agree')
    expect(await violations(mothers)).toEqual([])
    await mothers.page.getByRole('button', { name: '确认委托' }).press('Enter')
    await mothers.page.getByRole('article', { name: '石丽' }).waitFor()

    const { page } = hers
    await page.goto(`${station.url}/my`)
    const other = await page.context().newPage()
    await other.goto(`${station.url}/my/family`)
    await other.getByRole('heading', { name: '家人代办' }).waitFor()
    await page.getByRole('button', { name: '为 母亲 石秀英 办理' }).press('Enter')
    const bar = page.getByRole('status').getByText('您正在为 母亲 石秀英 办理')
    await bar.waitFor()
    await hers.picture('family-acting')
    expect(await violations(hers)).toEqual([])
    await other.getByRole('heading', { name: '现在是为 母亲 石秀英 办理' }).waitFor()
    await other.getByRole('button', { name: '知道了，继续' }).press('Enter')
    await other.getByRole('status').getByText('您正在为 母亲 石秀英 办理').waitFor()
    await page.reload()
    await bar.waitFor()

    await mothers.page.getByRole('button', { name: '终止 石丽' }).press('Enter')
    await mothers.page.getByRole('button', { name: '确定终止' }).press('Enter')
    await mothers.sees('本人于')
    await mothers.picture('family-ended')
    await page.reload()
    await hers.sees('石丽，您好')
    expect(await page.getByText('石秀英').count()).toBe(0)
    // The browser would have a name beside a PIN, of which there is none.
    expect([...hers.said, ...mothers.said].filter((line) => !line.startsWith('verbose'))).toEqual([])
    for (const one of [hers, mothers]) await one.page.context().close()
  }, 60_000)
}
