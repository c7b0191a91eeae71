import { type ClientView, clients } from '../api/generated/identity'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'
import { DoorForm } from '../ui/form/DoorForm'
import { localOf } from '../ui/format'

const WEEK_MS = 7 * 24 * 3600e3

/** Another secret: the former one is taken beside it until a day, or no more where it leaked. */
export function RotateSecret({ of: { id, name }, done, onClose }: { of: ClientView; done: (client: ClientView) => void; onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('client.rotateNamed', { name })} onClose={onClose}>
      <DoorForm
        plain
        title="client.rotate"
        lead="client.rotateLead"
        door={clients.rotate}
        given={{ id }}
        initial={{ formerUntil: localOf(new Date(Date.now() + WEEK_MS)).slice(0, 10) }}
        draft={false}
        fields={{ formerUntil: { label: 'client.formerUntil', hint: 'client.formerUntilHint' } }}
        done={done}
        cancel={onClose}
      />
    </Dialog>
  )
}
