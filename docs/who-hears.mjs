// Who hears which event, as Nest knows the handlers of the built services. Read by the scripts behind `npm run generate`.
import { createRequire } from 'node:module'

/** Who hears what: { service, name, group, reader, handler }, by reader; and the topics that a service writes to or hears. */
export const { hearings, topicsOf } = createRequire(import.meta.url)('../services/station/dist/index.js')

export const heardBy = (name) => hearings.filter((one) => one.name === name)
