import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useI18n } from '../i18n/I18n'

/** A page that could not be shown says so and can be loaded anew; what was written is kept as a draft. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError = () => ({ broken: true })
  override render = () => (this.state.broken ? <LoadAnew /> : this.props.children)
}

function LoadAnew() {
  const { t } = useI18n()
  return (
    <main className="page">
      <div className="failed" role="alert">
        <p>{t('problem.broken')}</p>
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('app.loadAnew')}
        </Button>
      </div>
    </main>
  )
}
