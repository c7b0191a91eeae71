import { Button } from 'antd'
import { useI18n } from '../i18n/I18n'
import { Dialog } from '../ui/Dialog'

const keys = [
  ['N', 'new'],
  ['J', 'down'],
  ['K', 'up'],
  ['Enter', 'open'],
  ['/', 'search'],
  ['G I', 'inbox'],
  ['G C', 'unfinished'],
  ['G T', 'critical'],
  ['Ctrl Enter', 'send'],
  ['Alt 1…9', 'action'],
  ['Esc', 'back'],
  ['?', 'help'],
] as const

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('operator.keys')} onClose={onClose}>
      <dl className="shortcuts">
        {keys.map(([key, name]) => (
          <div key={name}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`operator.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('operator.keysHint')}</p>
      <div className="buttons">
        <Button type="primary" autoFocus onClick={onClose}>
          {t('form.close')}
        </Button>
      </div>
    </Dialog>
  )
}
