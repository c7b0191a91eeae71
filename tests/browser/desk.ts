import type { Page } from 'playwright-core'
import type { Person } from './browser'

/** What an operator meets at the desk, with the others of the house at work beside. Told within the station of stories.e2e-spec.ts. */
export function deskStories(operator: () => Person): void {
  const page = (): Page => operator().page

  it('what the service says of a field stays until the field is changed, though the form was sent from within it', async () => {
    await page().route('**/api/hotline/tickets', (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        json: { code: 'invalid-input', errors: [{ field: 'description', code: 'x', messages: { 'zh-CN': '请写得具体些', en: 'Say more' } }] },
      }),
    )
    await page().keyboard.press('n')
    await page().getByLabel('来电号码').fill('19900000001')
    await page().getByRole('region', { name: '来电人' }).getByText('独居').waitFor()
    await page().getByLabel('诉求内容').fill('灯坏了')
    await page().keyboard.press('Control+Enter')
    await page().getByRole('alert').getByText('有 1 处需要改正').waitFor()
    // Longer than a field that is left waits before it is looked at.
    await page().waitForTimeout(400)
    await page()
      .getByRole('alert')
      .getByRole('link', { name: /请写得具体些/ })
      .click()
    expect(await page().getByLabel('诉求内容').getAttribute('aria-invalid')).toBe('true')
    await page().keyboard.type('，三天了')
    expect(await page().getByLabel('诉求内容').getAttribute('aria-invalid')).toBe(null)
    await page().unroute('**/api/hotline/tickets')
    await page().getByRole('button', { name: '不记录了' }).click()
    operator().said.length = 0 // the browser itself reports the refusal
  }, 60_000)
}
