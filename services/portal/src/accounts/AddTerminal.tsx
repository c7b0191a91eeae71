import { useState } from 'react'
import { type TerminalView, terminals } from '../api/generated/identity'
import { DoorForm } from '../ui/form/DoorForm'
import { ofTerminal, Secret } from './Secret'

export function AddTerminal() {
  const [made, setMade] = useState<TerminalView>()
  const fields = { account: 'admin.secretOf', name: 'admin.name', areaCode: 'admin.area' } as const
  return (
    <>
      <DoorForm title="admin.addTerminal" door={terminals.register} fields={fields} done={setMade} />
      {made && <Secret {...ofTerminal(made)} onClose={() => setMade(undefined)} />}
    </>
  )
}
