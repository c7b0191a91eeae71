export * from './events'
export { ERASED, knownWords } from './fields'
export { areaLevels } from './information-network.events'
