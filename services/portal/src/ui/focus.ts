const controls = 'input, textarea, select, [role=combobox], button, a[href]'

/** The first thing in here that a keyboard can answer with: of a question with choices the one that is chosen. */
export function firstControl(root: ParentNode): HTMLElement | undefined {
  const first = [...root.querySelectorAll<HTMLElement>(controls)].find(
    (one) => !one.matches(':disabled, :read-only:not(select, button, a, [type=radio], [type=checkbox])'),
  )
  const chosen =
    first instanceof HTMLInputElement && first.type === 'radio' && root.querySelector<HTMLElement>(`input[name="${CSS.escape(first.name)}"]:checked`)
  return chosen || first
}

/** Nothing has the keyboard, or only what was left of where it was. */
export const keyboardIsFree = (): boolean =>
  document.activeElement === document.body || document.activeElement?.hasAttribute('data-focus-kept') === true

/** The keyboard goes to the first of these that is there once the page has been drawn anew; what is read stays where it is. */
export function focusOn(...selectors: string[]): void {
  requestAnimationFrame(() => {
    for (const selector of selectors) {
      const found = document.querySelector<HTMLElement>(selector)
      if (found) return found.focus({ preventScroll: true })
    }
  })
}

/**
 * Where what has the keyboard is taken away and nothing else takes it, the nearest thing around it that is still there does, so that
 * Tab goes on from there and not from the top of the page.
 */
export function keepFocus(): void {
  let path: Element[] = []
  document.addEventListener('focusin', ({ target }) => {
    path = []
    for (let one = target as Element | null; one && one !== document.body; one = one.parentElement) path.push(one)
  })
  const look = () => {
    if (document.activeElement !== document.body || !path[0] || path[0].isConnected) return
    // Around everything stands the root: from there on it is the page's own main part, as soon as there is one.
    const around = path.find((one) => one.isConnected && one.id !== 'root') ?? document.querySelector('main')
    if (!(around instanceof HTMLElement)) return
    if (!around.hasAttribute('tabindex')) around.tabIndex = -1
    around.dataset.focusKept = ''
    around.focus({ preventScroll: true })
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
}
