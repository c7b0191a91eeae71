export * from './events'
export { knownWords } from './fields'
export { areaLevels } from './information-network.events'
