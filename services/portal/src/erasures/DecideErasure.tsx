import { type ErasureView, erasures } from '../api/generated/information-network'
import { Decide } from '../ui/form/Decide'

/** It cannot be undone: the button that does it says so once more. */
export function DecideErasure({ erasure, done }: { erasure: ErasureView; done: () => void }) {
  const seen = { id: erasure.id, version: erasure.version }
  return (
    <div className="buttons">
      <Decide
        agree={{ label: 'erasure.approve', hint: 'erasure.approveHint', said: 'erasure.approved', act: () => erasures.approve(seen) }}
        refuse={{
          label: 'erasure.refuse',
          hint: 'erasure.refuseHint',
          said: 'erasure.refused',
          why: 'erasure.why',
          act: (reason) => erasures.refuse({ ...seen, body: { reason } }),
        }}
        danger
        done={done}
      />
    </div>
  )
}
