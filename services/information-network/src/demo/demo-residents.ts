import { deriveId } from '@yiwang/domain'
import { checkCharacter } from '../residents/identity-number'
import type { ResidentTag, WantedResident } from '../residents/resident'

/** Nantong has no district 99: no living person has one of these numbers. */
const NOBODYS_DISTRICT = '320699'

type Row = [areaCode: string, name: string, born: string, sequence: string, phone: string, address: string, ...tags: ResidentTag[]]

const rows: Row[] = [
  ['320613004006', '王桂英', '19420315', '002', '19900000001', '崇川区新城桥街道易家桥新村12幢302室', 'elderly', 'living-alone'],
  ['320613004006', '陈志强', '19700708', '011', '19900000002', '崇川区新城桥街道易家桥新村20幢501室'],
  ['320613004006', '张秀兰', '19381122', '024', '19900000003', '崇川区新城桥街道易家桥新村3幢104室', 'elderly', 'living-alone', 'disabled'],
  ['320613004006', '李德福', '19450601', '033', '051385120004', '崇川区新城桥街道易家桥新村7幢203室', 'elderly', 'living-alone', 'destitute'],
  ['320613004006', '周美华', '19500919', '046', '19900000005', '崇川区新城桥街道易家桥新村15幢401室', 'elderly', 'empty-nest'],
  ['320613004006', '周建国', '19480212', '055', '19900000006', '崇川区新城桥街道易家桥新村15幢401室', 'elderly', 'empty-nest'],
  ['320613004006', '吴晓燕', '19850430', '068', '19900000007', '崇川区新城桥街道易家桥新村9幢602室'],
  ['320613004006', '徐海涛', '19760117', '077', '19900000008', '崇川区新城桥街道易家桥新村5幢202室', 'disabled'],
  ['320613004001', '朱玉珍', '19401005', '080', '19900000009', '崇川区新城桥街道朝晖新村2幢101室', 'elderly', 'living-alone'],
  ['320613004001', '孙国平', '19630825', '099', '19900000010', '崇川区新城桥街道朝晖新村8幢303室'],
  ['320613003001', '马永康', '19470511', '101', '19900000011', '崇川区任港街道和平新村6幢204室', 'elderly', 'empty-nest'],
  ['320612001001', '高凤英', '19390228', '114', '19900000012', '通州区金沙街道东市新村1幢105室', 'elderly', 'living-alone', 'left-behind'],
]

export interface DemoResident {
  id: string
  areaCode: string
  wanted: WantedResident
}

/** Made up, every one, and marked so; valid in their check digits. */
export const demoResidents: DemoResident[] = rows.map(([areaCode, name, born, sequence, phone, address, ...tags]) => {
  const digits = NOBODYS_DISTRICT + born + sequence
  return { id: deriveId('demo resident', digits), areaCode, wanted: { name, identityNumber: digits + checkCharacter(digits), phone, address, tags } }
})
