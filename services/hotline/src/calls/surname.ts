/** Family names of two characters that are common enough to be met (《百家姓》). */
const compound = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 西门'.split(
    ' ',
  ),
)

/**
 * What somebody is greeted by: 王, 欧阳. Of a name in parts or in letters its first part, which is no family name everywhere, and what people there are called by. Nothing where
 * that would be the whole name.
 */
export function surnameOf(name: string): string | undefined {
  const [part = name] = name.split(/[·\s]+/)
  if (part !== name) return part
  if (!/^\p{sc=Han}{2,4}$/u.test(part)) return undefined
  const [first, second] = Array.from(part)
  return compound.has(first + second) && Array.from(part).length > 2 ? first + second : first
}
