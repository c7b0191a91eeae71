import type { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { Person, violations } from './browser'

interface AtWork {
  station: StationProcess
  browser: Browser
  password: string
}

/** Who works at two places. Told within the station of stories.e2e-spec.ts. */
export function postStories(given: () => AtWork): void {
  it('a coordinator who also sits at the district’s window changes over to it, until an admin takes it away', async () => {
    const { station, browser, password } = given()
    const ask = await station.signIn('admin', password)
    const { items } = (await (await ask('/api/identity/accounts?limit=200')).json()) as { items: { id: string; account: string }[] }
    const { id } = items.find(({ account }) => account === 'coordinator') as { id: string }
    const desk = { width: 1440, height: 900 }
    const [clerk, admin] = [await Person.at(browser, station.url, desk), await Person.at(browser, station.url, desk)]
    expect((await ask(`/api/identity/accounts/${id}/assignments`, { role: 'clerk', areaCode: '320613000000' })).status).toBe(201)

    await clerk.signIn('coordinator', password)
    const post = clerk.page.getByRole('combobox', { name: '岗位' })
    await post.waitFor()
    expect(await violations(clerk)).toEqual([])
    await clerk.picture('post-switch')
    await post.click()
    await clerk.page.locator('.ant-select-item-option', { hasText: '窗口人员' }).click()
    await clerk.page.getByRole('heading', { name: '社区窗口' }).waitFor()
    expect(await clerk.page.getByRole('link', { name: '老年人' }).count()).toBe(0)
    await clerk.page.reload()
    await clerk.page.getByRole('heading', { name: '社区窗口' }).waitFor()

    await admin.signIn('admin', password)
    await admin.page.getByRole('link', { name: '账号与终端' }).click()
    await admin.page.getByRole('button', { name: '陆晓燕', exact: true }).click()
    const panel = admin.page.getByRole('region', { name: '陆晓燕 的岗位' })
    await panel.getByText('窗口人员').waitFor()
    expect(await violations(admin)).toEqual([])
    await admin.picture('assignments')
    await panel.getByRole('button', { name: '撤销 陆晓燕 窗口人员' }).click()
    await panel.getByText('窗口人员').waitFor({ state: 'detached' })
    await admin.page.getByRole('button', { name: '陆晓燕', exact: true }).click()
    await admin.page.getByRole('form', { name: '建立账号' }).waitFor()

    // Its token is over, and the next one is for what is left.
    await clerk.page.reload()
    await clerk.page.getByRole('heading', { name: '居家养老' }).waitFor()
    for (const person of [clerk, admin]) expect(person.said).toEqual([])
    for (const { page } of [clerk, admin]) await page.context().close()
  }, 60_000)
}
