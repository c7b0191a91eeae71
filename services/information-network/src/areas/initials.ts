/** In the order of pinyin that Unicode keeps for Chinese (CLDR), each letter begins with one of these characters. */
const order = new Intl.Collator('zh-CN-u-co-pinyin')
const letters = [...'ABCDEFGHJKLMNOPQRSTWXYZ']
const firsts = [...'阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀']

/** Characters of place names that are read in a second way, with its letter. */
const readAlso: Record<string, string> = {
  ...{ 长: 'C', 重: 'C', 朝: 'Z', 曾: 'Z', 厦: 'X', 乐: 'Y', 单: 'S', 解: 'X', 行: 'H', 圩: 'X', 会: 'K', 车: 'J', 盛: 'C', 折: 'S', 召: 'S' },
  ...{
    翟: 'D',
    尉: 'Y',
    万: 'M',
    弄: 'L',
    浒: 'X',
    省: 'X',
    泊: 'P',
    番: 'P',
    蚌: 'B',
    埔: 'B',
    堡: 'P',
    涌: 'C',
    仇: 'Q',
    沈: 'C',
    莞: 'W',
    降: 'X',
  },
}

/** The first letters of a name's characters, as whoever searches types them: `易家桥` is YJQ, `长江路` CJL or ZJL. What is no Chinese character stands for itself. */
export const initialsOf = (name: string): string[] => [...name.toUpperCase()].map((one) => letterOf(one) + (readAlso[one] ?? ''))

function letterOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character
  return letters[firsts.findLastIndex((first) => order.compare(first, character) <= 0)] ?? ''
}

/** Where in a name these letters stand side by side; -1 where they do not. */
export function placeOfInitials(initials: string[], typed: string): number {
  const wanted = [...typed.toUpperCase()]
  return initials.findIndex((_, from) => wanted.every((letter, at) => initials[from + at]?.includes(letter)))
}
