/** What a card's QR code brought: behind the #, which no browser sends anywhere, and out of the address at once. */
export function cardInAddress(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get('card') ?? ''
  if (code) history.replaceState(history.state, '', location.pathname)
  return code
}
