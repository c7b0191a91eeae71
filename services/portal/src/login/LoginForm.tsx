import { useState } from 'react'
import { CodeForm } from './CodeForm'
import { PasswordForm } from './PasswordForm'

/** Account and password; and for who has a second factor, a code. `account` given: the same person again, after the login has run out. */
export function LoginForm({ account }: { account?: string }) {
  const [ticket, setTicket] = useState<string>()
  const [late, setLate] = useState(false)
  const back = (tooLate: boolean) => {
    setLate(tooLate)
    setTicket(undefined)
  }
  return ticket ? <CodeForm ticket={ticket} back={back} /> : <PasswordForm account={account} late={late} onTicket={setTicket} />
}
