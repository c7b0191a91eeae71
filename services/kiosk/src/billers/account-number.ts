/** A household's account tells who lives where: only its end is shown, at most four characters and never more than half of it. */
export function maskAccountNumber(accountNumber: string): string {
  const shown = Math.min(4, Math.floor(accountNumber.length / 2))
  return '*'.repeat(accountNumber.length - shown) + accountNumber.slice(-shown)
}
