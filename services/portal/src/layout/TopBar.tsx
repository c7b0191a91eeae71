import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { useI18n } from '../i18n/I18n'
import { Mark } from '../ui/Mark'
import { Switches } from '../ui/Switches'
import { MyName } from './MyName'
import { SignOut } from './SignOut'

interface Props {
  title: string
  /** `count`: what waits there. */
  links?: { to: string; label: string; count?: number }[]
  /** On a phone the links lie under the thumb. */
  phone?: boolean
  /** What presses. */
  alarm?: ReactNode
  /** Whether it may be heard. */
  sound?: ReactNode
}

export function TopBar({ title, links, phone, alarm, sound }: Props) {
  const { t } = useI18n()
  return (
    <header className="top-bar" data-phone={phone}>
      <div className="top-bar-title">
        <Mark />
        <h1>{title}</h1>
        {alarm}
      </div>
      {links && (
        <nav aria-label={t('app.pages')}>
          {links.map((link) => (
            <NavLink key={link.to} to={link.to} end={link.to.lastIndexOf('/') === 0}>
              {link.label}
              {link.count ? <strong className="figures"> {link.count}</strong> : null}
            </NavLink>
          ))}
        </nav>
      )}
      <div className="top-bar-end">
        {sound}
        <Switches />
        <MyName />
        <SignOut />
      </div>
    </header>
  )
}
