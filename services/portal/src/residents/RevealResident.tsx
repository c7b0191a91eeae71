import { type ResidentView, residents } from '../api/generated/information-network'
import { Reveal } from '../ui/Reveal'

/** To whose community they are, to whoever registered them lately, and at their own page to the call centre while it has a matter of theirs. */
export function RevealResident({ of: { id, areaPath, allowedActions } }: { of: ResidentView }) {
  return allowedActions.includes('reveal') && <Reveal key={id} within={areaPath} ask={(why) => residents.reveal({ id, body: why })} />
}
