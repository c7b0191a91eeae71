// `npm run test:pages`: every page of the portal at every size it is used at, in both languages, and with letters of twice the size. Pictures in tests/.artifacts/screens/pages.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StationProcess } from '@yiwang/testing'
import type { Browser } from 'playwright-core'
import { describeInBrowser, launch } from './browser'
import { byAccount, everyStop, type Setting, walk } from './pages'

const password = 'seen-page-by-page'
const pictures = join(__dirname, '..', '.artifacts', 'screens', 'pages')

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const street = { width: 1080, height: 1920 }

/** A desk's browser at 200 % has half the width; a phone's has larger letters. */
const settings: Setting[] = [
  { name: 'desk', viewport: desk },
  { name: 'desk at 200 %', viewport: { width: 720, height: 450 } },
  { name: 'phone', viewport: phone },
  { name: 'phone at 200 %', viewport: phone, text: 2 },
]
const atKiosks: Setting[] = [{ name: 'kiosk', viewport: street }]

describeInBrowser('every page of the portal', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-pages-'))
  let station: StationProcess
  let browser: Browser

  beforeAll(async () => {
    station = await StationProcess.on(directory, { DEMO_PASSWORD: password })
    await station.start()
    browser = await launch()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await station?.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  const walks = byAccount(everyStop()).flatMap((stops) => {
    const { account } = stops[0]
    return (account.startsWith('KIOSK') ? atKiosks : settings).flatMap((setting) =>
      (['zh-CN', 'en'] as const).map((language) => ({ who: account, where: setting.name, setting: { ...setting, language }, stops })),
    )
  })
  it.each(walks)(
    '$who, $where, $setting.language',
    async ({ stops, setting }) => {
      const folder = join(pictures, `${setting.name.replace(/[ %]+/g, '-')}-${setting.language}`)
      expect(await walk({ station, browser, password }, stops, setting, folder)).toEqual([])
    },
    180_000,
  )
})
