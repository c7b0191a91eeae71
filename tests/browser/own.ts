import type { StationProcess } from '@yiwang/testing'
import { Secret, TOTP } from 'otpauth'
import type { Browser } from 'playwright-core'
import { Person, violations } from './browser'

interface AtTheOffice {
  station: StationProcess
  browser: Browser
  password: string
}

const phone = { width: 390, height: 844 }
const own = '雨天带伞出门去 2026'

/** Somebody new comes to own their sign-in. Told within the station of stories.e2e-spec.ts. */
export function ownStories(given: () => AtTheOffice): void {
  it('an admin gives another password, its owner sets a password of their own and a second factor, and leaves every tab at once', async () => {
    const { station, browser, password } = given()
    const ask = await station.signIn('admin', password)
    await ask('/api/identity/accounts', {
      account: 'jiang.li',
      name: '蒋丽',
      role: 'coordinator',
      areaCode: '320600000000',
      password: '忘在了路上的口令',
    })
    const admin = await Person.at(browser, `${station.url}/accounts`, { width: 1440, height: 900 })
    await admin.signIn('admin', password)
    expect(await admin.page.getByLabel('初始密码').inputValue()).toMatch(/^([a-z]{4}-){3}[a-z]{4}$/)
    await admin.page.getByRole('button', { name: '重设 蒋丽 的密码' }).press('Enter')
    const dialog = admin.page.getByRole('dialog')
    const made = await dialog.getByLabel('初始密码').inputValue()
    expect(made).toMatch(/^([a-z]{4}-){3}[a-z]{4}$/)
    await dialog.getByRole('button', { name: '重设密码' }).press('Enter')
    await dialog.getByRole('definition').getByText(made).waitFor()
    await admin.picture('given-password')
    await dialog.getByRole('button', { name: '已抄录' }).press('Enter')

    const one = await Person.at(browser, `${station.url}/requests`, phone)
    const { page } = one
    await one.signIn('jiang.li', made)
    await one.sees('现在的密码是管理员设置的')
    expect(new URL(page.url()).pathname).toBe('/me')
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.getByLabel('现在的密码').fill(made)
    await page.getByLabel('新密码').fill('jiangli2026')
    await page.getByRole('button', { name: '设置密码' }).press('Enter')
    await page.getByRole('alert').getByText('很容易被猜到').waitFor()
    one.said.length = 0 // the browser itself reports the refusal
    await page.getByLabel('新密码').fill(own)
    await page.getByRole('button', { name: '设置密码' }).press('Enter')
    await page.getByRole('navigation').waitFor()

    await page.getByRole('button', { name: '开启两步验证' }).press('Enter')
    const factor = page.getByRole('region', { name: '两步验证' })
    await factor.getByLabel('现在的密码').fill(own)
    await factor.getByRole('button', { name: '开启两步验证' }).press('Enter')
    const secret = (await factor.getByRole('code').innerText()).replaceAll(' ', '')
    await factor.getByRole('img', { name: '两步验证的二维码' }).locator('svg').waitFor()
    await one.picture('second-factor')
    expect(await violations(one)).toEqual([])
    const codeAt = (ahead: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 })
    await factor.getByLabel('验证码').fill(codeAt(0))
    await factor.getByRole('button', { name: '确认开启' }).press('Enter')
    const codes = page.getByRole('dialog').getByRole('listitem')
    await codes.nth(9).waitFor()
    expect(await codes.count()).toBe(10)
    await page.getByRole('button', { name: '已抄录' }).press('Enter')
    await factor.getByText('还有 10 个恢复码可用').waitFor()

    const other = await page.context().newPage()
    await other.goto(`${station.url}/me`)
    await other.getByRole('heading', { name: '我的账号' }).waitFor()
    await other.getByRole('button', { name: '退出' }).click()
    await page.getByRole('button', { name: '登录' }).waitFor()
    await other.close()
    await one.signIn('jiang.li', own)
    // The next half minute's, which is taken already: this one's was used.
    await page.getByLabel('验证码').fill(codeAt(1))
    one.said.length = 0 // the browser itself reports that there is a second step
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').waitFor()
    expect(one.said).toEqual([])
    for (const { page } of [admin, one]) await page.context().close()
  }, 60_000)

  it('whoever left their desk is signed out after half an hour, and finds what was half-written when they are back', async () => {
    const { station, browser, password } = given()
    const one = await Person.at(browser, `${station.url}/record`, phone)
    const { page } = one
    await page.clock.install()
    await page.reload()
    await one.signIn('worker', password)
    await page.getByLabel('诉求内容').fill('井盖松动，走过时响')
    const kept = () => page.evaluate(() => Object.values(sessionStorage).join())
    while (!(await page.evaluate(() => Object.keys(sessionStorage).some((name) => name.includes('.draft.'))))) await page.clock.runFor(50)
    expect(await kept()).not.toContain('井盖')

    await page.clock.fastForward('29:10')
    await page.clock.runFor(1000)
    await page.getByRole('dialog', { name: '您还在吗？' }).waitFor()
    await page.keyboard.press('Shift')
    await page.getByRole('dialog', { name: '您还在吗？' }).waitFor({ state: 'detached' })
    await page.clock.fastForward('30:10')
    await page.clock.runFor(1000)
    await one.sees('长时间没有操作')
    expect(await page.getByText('井盖').count()).toBe(0)
    expect(await kept()).not.toContain('井盖')

    await one.signIn('worker', password)
    await page.getByRole('link', { name: '登记诉求' }).click()
    await page.getByText('井盖松动').first().waitFor()
    await page.context().close()
  }, 60_000)
}
