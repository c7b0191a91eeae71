import { may } from '@yiwang/auth/capabilities'
import { normalPhone } from '@yiwang/domain/normalization'
import { Button, Input, type InputRef } from 'antd'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import { searchedBy } from '../api/door'
import { type ResidentView, residents } from '../api/generated/information-network'
import { session } from '../api/session'
import { useI18n } from '../i18n/I18n'
import { Empty } from '../ui/Empty'
import { keyboardIsFree } from '../ui/focus'
import { Loaded } from '../ui/Loaded'
import { usePages } from '../ui/list/usePages'
import { useAccount } from '../ui/useSession'

/** A number, be it a wrong one: the service says what is wrong with it. */
const isPhone = (text: string) => normalPhone(text, session.phones()) !== undefined || /^[\p{Nd}\s+()（）-]{7,}$/u.test(text)

const foundResidents = searchedBy(residents.list, residents.search)

interface Props {
  children: (resident: ResidentView) => ReactNode
}

/** By phone or by full name, for whoever may see these whole. To others the register is a list like any other, of masked names in the order in which they came. */
export function FindResidents({ children }: Props) {
  return may(useAccount(), 'residents.search') ? <SearchResidents>{children}</SearchResidents> : <AllResidents>{children}</AllResidents>
}

function AllResidents({ children }: Props) {
  return <FoundResidents query={usePages(residents.list)}>{children}</FoundResidents>
}

function SearchResidents({ children }: Props) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const input = useRef<InputRef>(null)
  useEffect(() => {
    if (keyboardIsFree()) input.current?.focus()
  }, [])
  const wanted = isPhone(asked) ? { phone: asked } : { q: asked }
  const query = usePages(foundResidents, wanted, { enabled: asked !== '' })
  return (
    <>
      <search>
        <form
          className="find"
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(text.trim())
          }}
        >
          <Input
            ref={input}
            type="search"
            aria-label={t('resident.searchHint')}
            placeholder={t('resident.searchHint')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
          />
          <Button type="primary" htmlType="submit">
            {t('resident.search')}
          </Button>
        </form>
      </search>
      {asked === '' ? <Empty title={t('resident.start')} /> : <FoundResidents query={query}>{children}</FoundResidents>}
    </>
  )
}

function FoundResidents({ query, children }: Props & { query: ReturnType<typeof usePages<ResidentView, object>> }) {
  const { t } = useI18n()
  return (
    <Loaded query={query}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={t('resident.none')}>{t('resident.noneHint')}</Empty>
        ) : (
          <section className="cards" aria-label={t('resident.found')}>
            {items.map((resident) => (
              <Fragment key={resident.id}>{children(resident)}</Fragment>
            ))}
          </section>
        )
      }
    </Loaded>
  )
}
