import { isSameName } from '@yiwang/domain/normalization'

/** A registered resident as the hotline needs to know them; the id is the resident's. */
export interface Caller {
  id: string
  name: string
  phone: string
  areaCode: string
  tags: string[]
}

export const livesAlone = ({ tags }: Pick<Caller, 'tags'>): boolean => tags.includes('living-alone')

/** A household shares a telephone, and a name is not rare: only both together, and only one such person, is a match. */
export function matchOf(sharingPhone: Caller[], name: string): Caller | undefined {
  const namesakes = sharingPhone.filter((caller) => isSameName(caller.name, name))
  return namesakes.length === 1 ? namesakes[0] : undefined
}
