export * from './events'
export { ERASED, knownWords } from './fields'
export { areaLevels } from './information-network.events'
export { notesBetween, notesOf } from './shared-keys'
