import { ancestorsOf, COMMUNITY, type ServicesUnderTest, startService, testAreas } from '@yiwang/testing'
import { AreaTreeService } from '../../services/information-network/src/areas/area-tree.service'
import { InformationNetworkModule } from '../../services/information-network/src/information-network.module'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'

/** The tests' corner of Nantong, declared where it is at home. */
export async function declareAreas(app: ServicesUnderTest): Promise<void> {
  const areas = testAreas.map(({ placeholder = false, ...area }) => ({ ...area, placeholder, ancestors: ancestorsOf(area.code) }))
  await app.get(AreaTreeService).declareAll(areas)
  await app.settled()
}

/** The information network with its areas. */
export async function startInformationNetwork(): Promise<ServicesUnderTest> {
  const app = await startService(InformationNetworkModule)
  await declareAreas(app)
  return app
}

let made = 0
const digits = () => `32069919400101${String(++made).padStart(3, '0')}`

/** Somebody new each time, valid in the check digit. */
export function aResident(given: object = {}) {
  const number = digits()
  return {
    name: '王桂英',
    identityNumber: number + checkCharacter(number),
    phone: '13800138000',
    areaCode: COMMUNITY,
    address: '崇川区新城桥街道易家桥新村12幢302室',
    ...given,
  }
}

export const residents = '/api/information-network/residents'
