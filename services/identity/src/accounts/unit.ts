/** Where a unit is, by its id: a committee's is its community's code, a department's begins with its area's (`320600000000-police`). */
export function placeOfUnit(unitId: string): { areaCode: string; committee: boolean } | undefined {
  const [, areaCode, kind] = /^(\d{12})(-[a-z-]+)?$/.exec(unitId) ?? []
  return areaCode ? { areaCode, committee: kind === undefined } : undefined
}
