/** ********234, in figures of one width. */
export function MaskedPhone({ phone }: { phone: string | undefined }) {
  return phone ? <span className="figures">{phone}</span> : null
}
