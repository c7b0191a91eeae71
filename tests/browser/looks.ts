import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { Person, violations } from './browser'

interface AtHome {
  station: StationProcess
  browser: Browser
  password: string
}

interface Page<T> {
  items: T[]
}

/** A resident reads who looked, doubts a look, and reads what an auditor answers. Told within the station of stories.e2e-spec.ts. */
export function lookStories(given: () => AtHome): void {
  it('a resident sees who looked, and asks; an auditor answers, and reviews what no resident is shown', async () => {
    const { station, browser, password } = given()
    const ask = await station.signIn('worker', password)
    const read = async <T>(path: string, body?: object) => (await (await ask(path, body)).json()) as T
    const residents = '/api/information-network/residents'
    const { id } = (await read<Page<{ id: string }>>(`${residents}?q=${encodeURIComponent('王桂英')}`)).items[0]
    for (const purpose of ['visit', 'visit', 'verify']) await read(`${residents}/${id}/reveal`, { purpose })
    await read(`${residents}/${id}/reveal`, { purpose: 'under-order', authority: '崇川公安分局', document: '崇公调证〔2026〕118号' })
    const { code } = await read<{ code: string }>('/api/identity/residents/cards', await read(`${residents}/${id}/vouch`, {}))

    const resident = await Person.at(browser, `${station.url}/my#card=${code}`, { width: 390, height: 844 })
    const { page } = resident
    await page.keyboard.press('Enter')
    await page.getByLabel('登录卡号').press('Enter')
    await page.getByLabel('设置六位数字密码').fill('135790')
    await page.getByLabel('再填一次').fill('135790')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: '谁看过我的信息' }).waitFor()
    resident.said.length = 0 // the browser itself remarks on a form with a PIN and no name
    await page.getByRole('link', { name: '谁看过我的信息' }).press('Enter')
    const visit = page.getByRole('listitem').filter({ hasText: '因“上门”看了您登记信息中的姓名、电话、住址、身份证号' })
    await visit.getByText('易家桥社区居委会 · 社区工作者').waitFor()
    await visit.getByText('共 2 次').waitFor()
    expect(await page.getByText('保密核查').count()).toBe(0)
    expect(await violations(resident)).toEqual([])
    await visit.getByRole('button', { name: '我有疑问' }).press('Enter')
    await page.getByLabel('您想问什么？').fill('那天没有人来过')
    await page.keyboard.press('Enter')
    await page.getByText('审计员正在核查').waitFor()
    expect(await violations(resident)).toEqual([])
    await resident.picture('my-looks')

    const auditor = await Person.at(browser, `${station.url}/security/looks`, { width: 1366, height: 768 })
    await auditor.signIn('auditor', password)
    const doubt = auditor.page.getByRole('article').filter({ hasText: '那天没有人来过' })
    await doubt.waitFor()
    await auditor.page.getByText('崇川公安分局 崇公调证〔2026〕118号').waitFor()
    expect(await violations(auditor)).toEqual([])
    await auditor.picture('looks')
    await doubt.getByRole('button', { name: '答复' }).press('Enter')
    const answer = auditor.page.getByRole('form', { name: '答复' })
    await answer.getByRole('combobox', { name: '核查结果' }).click()
    await auditor.page.locator('.ant-select-item-option', { hasText: '工作需要' }).click()
    // It fades, and is half there meanwhile.
    await auditor.page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' })
    await answer.getByLabel('答复内容').fill('社区当天上门核对了安装扶手的位置。')
    expect(await violations(auditor)).toEqual([])
    await answer.getByRole('button', { name: '答复' }).press('Enter')
    await doubt.waitFor({ state: 'detached' })
    await auditor.page.getByRole('button', { name: '复核' }).first().press('Enter')
    await auditor.page.getByRole('form', { name: '复核' }).getByRole('combobox', { name: '复核意见' }).click()
    await auditor.page.locator('.ant-select-item-option', { hasText: '认可' }).click()
    await auditor.page.getByLabel('依据').fill('文书属实')
    await auditor.page.getByRole('form', { name: '复核' }).getByRole('button', { name: '复核' }).press('Enter')
    await auditor.page.getByText('须由另一名审计员复核').waitFor()

    await page.reload()
    await page.getByText('审计员核查：这次查看是工作需要').waitFor()
    await page.getByText('社区当天上门核对了安装扶手的位置。').waitFor()
    for (const person of [resident, auditor]) expect(person.said).toEqual([])
    for (const one of [resident, auditor]) await one.page.context().close()
  }, 60_000)
}
