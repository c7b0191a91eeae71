/** What the province's page sends somebody back with: once, and out of the address at once. */
export function provinceInAddress(): string {
  const query = new URLSearchParams(location.search)
  if (!query.has('state')) return ''
  history.replaceState(history.state, '', location.pathname)
  return query.toString()
}

/** What a card's QR code brought: behind the #, which no browser sends anywhere, and out of the address at once. */
export function cardInAddress(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get('card') ?? ''
  if (code) history.replaceState(history.state, '', location.pathname)
  return code
}
