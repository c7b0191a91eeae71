import { useState } from 'react'
import { type TerminalView, terminals } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { ListPage } from '../ui/list/ListPage'
import { AddTerminal } from './AddTerminal'
import { ofTerminal, Secret } from './Secret'

/** The kiosks' devices: a lost one is disabled, a forgotten password is made anew. */
export function Terminals() {
  const { t } = useI18n()
  const [renewed, setRenewed] = useState<TerminalView>()
  return (
    <>
      <ListPage
        title="admin.terminals"
        door={terminals.list}
        none="admin.noTerminals"
        nameOf={({ name }) => name}
        columns={[
          { name: 'name', label: 'admin.name', as: 'strong' },
          { name: 'account', label: 'admin.account' },
          { name: 'areaCode', label: 'admin.area', as: 'area' },
          { name: 'status', label: 'admin.status', cell: ({ disabled }) => t(disabled ? 'admin.disabled' : 'admin.active') },
        ]}
        actions={({ id, disabled, hasPin }) => [
          { label: disabled ? 'admin.enable' : 'admin.disable', act: () => terminals.change({ id, body: { disabled: !disabled } }) },
          { label: 'admin.renew', act: async () => setRenewed(await terminals.renewSecret({ id })) },
          { label: hasPin ? 'admin.renewPin' : 'admin.makePin', act: async () => setRenewed(await terminals.renewPin({ id })) },
        ]}
        aside={<AddTerminal />}
      />
      {renewed && <Secret {...ofTerminal(renewed)} onClose={() => setRenewed(undefined)} />}
    </>
  )
}
