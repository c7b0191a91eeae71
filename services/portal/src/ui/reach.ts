/** What a telephone dials: an extension after a pause. */
export const telOf = (phone: string): string => `tel:${phone.replace('-', ',')}`

/**
 * An address for a map on this device. `geo:` (RFC 5870) lets Android ask which of the maps that are installed shall have it, Apple's devices know `maps:`: nothing goes to anybody's
 * server before somebody touches the link, and then only to the map that they chose.
 */
export function mapOf(address: string, device: string): string {
  const place = encodeURIComponent(address)
  return /iPhone|iPad|Macintosh/.test(device) ? `maps:?q=${place}` : `geo:0,0?q=${place}`
}
