export * from './events'
export { areaLevels } from './information-network.events'
