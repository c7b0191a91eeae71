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

/** A community's own table comes in by the portal. Told within the station of stories.e2e-spec.ts. */
export function importStories(given: () => AtTheOffice): void {
  it('a table is made from the sample, refused by its header, sent, and its row at fault named by line', async () => {
    const { station, browser, password } = given()
    const person = await Person.at(browser, `${station.url}/residents`, { width: 1440, height: 900 })
    const { page } = person
    await person.signIn('worker', password)
    await page.getByRole('button', { name: '导入名册' }).press('Enter')

    const downloaded = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载样表' }).press('Enter')
    const sample = readFileSync(await (await downloaded).path(), 'utf8')
    const [header, example] = sample.split('\r\n')
    const choose = (name: string, lines: string[]) =>
      page.getByLabel('名册文件').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) })

    await choose('名册.csv', [header.replace('姓名', '性别'), example])
    await page.getByRole('button', { name: '上传并导入' }).press('Enter')
    await page.getByRole('alert').getByText('不认识列名“性别”').waitFor()
    person.said.length = 0 // the browser itself reports the refusal

    const number = '32069919400202001'
    const good = example.replace('填十八位号码', number + checkCharacter(number)).replace('示例请删去本行', '王桂英')
    await choose('名册.csv', [header, good, example])
    await page.getByRole('button', { name: '上传并导入' }).press('Enter')
    const card = page.getByRole('article', { name: '名册.csv' })
    await card.getByText('已完成').waitFor({ timeout: 15_000 })
    expect(await card.getByRole('definition').allInnerTexts()).toEqual(['3', '1', '0', '1'])
    await card.getByRole('button', { name: '查看有错的行' }).press('Enter')
    await card.getByRole('cell').nth(1).waitFor()
    expect(await card.getByRole('cell').allTextContents()).toEqual(['3', expect.stringMatching(/^身份证号 /)])
    await person.picture('import')
    expect(await violations(person)).toEqual([])
    expect(person.said).toEqual([])
    await page.context().close()
  }, 60_000)
}
