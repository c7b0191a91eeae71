/** Whom the register has under a telephone number, as the form takes them. */
export interface Known {
  /** The number that led here. */
  phone: string
  residentId: string
  /** Masked. */
  name: string
  areaCode: string[]
}

/** What of the form follows the number, and what came with it last: whatever differs from that was written by hand. */
export interface Following {
  'reporter.name': string
  areaCode: string[]
  residentId: string
  known: Known
}

export const nobody: Known = { phone: '', residentId: '', name: '', areaCode: [] }

const same = (a: Known, b: Known) => JSON.stringify(a) === JSON.stringify(b)

export const nameByHand = ({ 'reporter.name': name, known }: Following) => name.trim() !== '' && name !== known.name
export const areaByHand = ({ areaCode, known }: Following) => areaCode.length > 0 && areaCode.join() !== known.areaCode.join()

/** What came with the one before goes with it; what was written by hand stays. */
function follow(values: Following, known: Known): Following {
  const name = nameByHand(values) ? values['reporter.name'] : known.name
  const areaCode = areaByHand(values) ? values.areaCode : known.areaCode
  return { 'reporter.name': name, areaCode, residentId: name === known.name ? known.residentId : '', known }
}

/** The number is another now, or the answer to it has come (`people`): one person is taken, of several the one who was chosen before. Undefined where nothing changes. */
export function afterNumber(values: Following, phone: string, people: Known[] | undefined): Following | undefined {
  if (!people && values.known.phone === phone) return undefined
  const chosen = people?.find(({ residentId }) => residentId === values.known.residentId) ?? (people?.length === 1 ? people[0] : undefined)
  const known = chosen ?? nobody
  return same(known, values.known) ? undefined : follow(values, known)
}

/** Of several people with one number this one is calling: the name is theirs, whatever stood there. */
export const chosenBy = (values: Following, known: Known): Following => follow({ ...values, 'reporter.name': '' }, known)

/** Written by hand: whoever is called otherwise than the register says is not that resident. */
export const named = ({ known }: Following, name: string) => ({ 'reporter.name': name, residentId: name === known.name ? known.residentId : '' })
