import { isSameName, mainNumber } from '@yiwang/domain/normalization'

/** A registered resident as the hotline needs to know them; the id is the resident's. */
export interface Caller {
  id: string
  name: string
  /** Not everybody has one. */
  phone?: string
  areaCode: string
  /** Their area and every area above it; absent in what a version before this copied. */
  areas?: string[]
  tags: string[]
}

export const livesAlone = ({ tags }: Pick<Caller, 'tags'>): boolean => tags.includes('living-alone')

/** A household shares a telephone, and a name is not rare: only both together, and only one such person, is a match. */
export function matchOf(sharingPhone: Caller[], name: string): Caller | undefined {
  const namesakes = sharingPhone.filter((caller) => isSameName(caller.name, name))
  return namesakes.length === 1 ? namesakes[0] : undefined
}

export const differences = ['area', 'name', 'phone'] as const
export type Difference = (typeof differences)[number]

/** What the register has otherwise of this person than somebody said of themselves. `phones`: how the number that they told may stand there. `within`: whether it has them in the area where it was said. */
export const differencesOf = (caller: Caller, said: { name: string; phones: string[]; within: boolean }): Difference[] => {
  const same = {
    area: said.within,
    name: isSameName(caller.name, said.name),
    phone: caller.phone !== undefined && said.phones.includes(mainNumber(caller.phone)),
  }
  return differences.filter((one) => !same[one])
}
