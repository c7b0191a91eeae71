import { readFileSync } from 'node:fs'
import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'
import { Person, violations } from './browser'

interface AtTheOffice {
  station: StationProcess
  browser: Browser
  password: string
}

const numberOf = (digits: string) => digits + checkCharacter(digits)
const phone = { width: 390, height: 844 }
const PIN = '135790'
const mother = {
  name: '石秀英',
  identityNumber: '320699194001010014',
  phone: '13800138111',
  address: '易家桥新村12幢302室',
  areaCode: '320613004006',
}
const father = { ...mother, name: '石大明', identityNumber: numberOf('32069919390101001'), phone: '13800138113' }
const son = { ...mother, name: '石强', identityNumber: numberOf('32069919660101001'), phone: '13800138114' }
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

  it('a son who may only see, only propose or only report finds that alone, and every way on it leads somewhere', async () => {
    const { station, browser, password } = given()
    const asWorker = await station.signIn('worker', password)
    // biome-ignore lint/suspicious/noExplicitAny: what a door answers
    const ask = async (path: string, body: object): Promise<any> => (await asWorker(path, body)).json()
    const { id } = await ask('/api/information-network/residents', father)
    const { id: sonsId } = await ask('/api/information-network/residents', son)
    const vouchOf = async (whom: string) => (await ask(`/api/information-network/residents/${whom}/vouch`, {})).vouch
    const { code } = await ask('/api/identity/residents/cards', { vouch: await vouchOf(sonsId) })
    const his = await Person.at(browser, `${station.url}/my#card=${code}`, phone)
    const { page } = his
    await page.getByRole('button', { name: '下一步' }).press('Enter')
    await page.getByLabel('设置六位数字密码').fill(PIN)
    await page.getByLabel('再填一次').fill(PIN)
    await page.keyboard.press('Enter')
    await his.sees('石强，您好')
    his.said.length = 0 // the browser itself remarks on a form with a PIN and no name

    const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
    const ways = page.getByRole('navigation', { name: '我的服务' }).getByRole('link')
    const open = async (name: RegExp) => {
      await ways.filter({ hasText: name }).press('Enter')
    }
    const back = async () => {
      await page.getByRole('link', { name: '返回' }).press('Enter')
      await heading('为 石大明 办理')
    }
    /** None of the links of a page leads to one that was not agreed, which would lead back to the first. */
    const leadsOnlyTo = async (...there: string[]) => {
      const links = await page
        .getByRole('main')
        .getByRole('link')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
      expect(links.filter((one) => one?.startsWith('/my/')).sort()).toEqual(there.map((one) => `/my/${one}`).sort())
    }
    const may = async (what: string, check: () => Promise<void>) => {
      const { presented } = await ask('/api/information-network/residents/presented', { identityNumber: son.identityNumber, name: son.name })
      const agreed = { relation: 'father', may: [what], until: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10) }
      await ask('/api/identity/residents/proxies/recorded', { ...agreed, person: await vouchOf(id), acting: presented })
      await page.reload()
      await page.getByRole('button', { name: '为 父亲 石大明 办理' }).press('Enter')
      await heading('为 石大明 办理')
      await his.picture(`family-${what}`)
      expect(await violations(his)).toEqual([])
      await check()
      expect(his.said).toEqual([])
      await page.getByRole('button', { name: '返回我自己' }).press('Enter')
      await heading('石强，您好')
      await open(/家人代办/)
      await page.getByRole('button', { name: '终止 父亲 石大明' }).press('Enter')
      await page.getByRole('button', { name: '确定终止' }).press('Enter')
      await page.getByRole('button', { name: '终止 父亲 石大明' }).waitFor({ state: 'detached' })
      await page.goto(`${station.url}/my`)
    }

    await may('see', async () => {
      await leadsOnlyTo('record', 'matters')
      await open(/我的登记信息/)
      await his.sees(father.identityNumber)
      await leadsOnlyTo()
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载（直接阅读）' }).press('Enter')])
      expect(readFileSync(await file.path(), 'utf8')).toContain('谁看过这些信息；要求保密的事项')
      await his.picture('family-see-record')
      await back()
      await open(/我的事项/)
      await his.sees('还没有反映过事项')
      await leadsOnlyTo()
      await his.picture('family-see-matters')
    })
    await may('propose', async () => {
      await leadsOnlyTo('corrections')
      await open(/申请更正/)
      await page.getByRole('radio', { name: '住址' }).press('Space')
      await page.getByLabel('正确的住址').fill('易家桥新村12幢303室')
      await page.getByRole('button', { name: '提交申请' }).press('Enter')
      await his.sees('已提交，等待工作人员处理')
      await leadsOnlyTo()
      expect(await page.getByText('303室').count()).toBe(0)
      await his.picture('family-propose-corrections')
    })
    await may('report', async () => {
      await leadsOnlyTo('report')
      await open(/反映一件事/)
      await page.getByLabel('是什么事').fill('楼下的路灯不亮')
      await page.getByRole('button', { name: '提交', exact: true }).press('Enter')
      await heading('已收到，会有人办理')
      await leadsOnlyTo()
      await his.picture('family-report-received')
    })
    await page.context().close()
  }, 60_000)
}
