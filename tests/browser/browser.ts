import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
/** Where pictures of what was seen are left. */
export const screens = join(__dirname, '..', '.artifacts', 'screens')

/** Where there is no browser, its tests are skipped, and say so; in CI a skip is a failure. */
export const describeInBrowser = executablePath ? describe : describe.skip
if (!executablePath) console.warn('No Chromium found (set CHROMIUM to its path): the browser tests are SKIPPED.')

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** One person's own window. Whatever the browser's console says is kept: a finished page says nothing there. */
export class Person {
  readonly said: string[] = []

  private constructor(readonly page: Page) {}

  static async at(browser: Browser, url: string, viewport: { width: number; height: number }): Promise<Person> {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const person = new Person(await context.newPage())
    // What a sign-out had the browser drop it tells there, whoever is pleased with it.
    const isOfSignOut = (text: string) => text.startsWith('Clear-Site-Data header on ') && text.endsWith('Cleared data types: "cache".')
    person.page.on('console', (message) => isOfSignOut(message.text()) || person.said.push(`${message.type()}: ${message.text()}`))
    person.page.on('pageerror', (error) => person.said.push(error.message))
    await person.page.goto(url)
    return person
  }

  async signIn(account: string, password: string): Promise<void> {
    await this.page.getByLabel('账号').fill(account)
    await this.page.getByLabel('密码').fill(password)
    await this.page.keyboard.press('Enter')
  }

  press = (key: string) => this.page.keyboard.press(key)

  /** Something with this text is to be seen. */
  sees = (text: string | RegExp) => this.page.getByText(text).first().waitFor({ timeout: 10_000 })

  async picture(name: string): Promise<void> {
    mkdirSync(screens, { recursive: true })
    // A person looks once things have come to rest.
    await this.page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined)
    await this.page.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' })
  }
}

/** What is on the page now that somebody could not read or reach. */
export async function violations({ page }: Person): Promise<string[]> {
  // The page's own policy lets no script in that it did not bring: this one comes in through the debugger.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself there
    const result = await (globalThis as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return result.violations.map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0].html}`)
  })
}
