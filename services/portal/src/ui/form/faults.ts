type Texts = Readonly<Record<string, string>>

/** What is wrong with a form, by field: what its own rules find, and what the service said when it refused. */
export interface Faults {
  found: Texts
  told: Texts
}

export const noFaults: Faults = { found: {}, told: {} }

/** What is shown; the service's word comes first. */
export const shownFaults = ({ found, told }: Faults): Record<string, string> => ({ ...found, ...told })

/** A field was left and looked at. That says nothing of what the service knows: its word stands. */
export function lookedAt({ found, told }: Faults, name: string, fault: string | undefined): Faults {
  const { [name]: _, ...rest } = found
  return { told, found: fault ? { ...rest, [name]: fault } : rest }
}

/**
 * Fields have new values. One that was wrong is looked at again while it is put right, one that was not only when it is left;
 * what the service said was said of the value before.
 */
export function changed({ found, told }: Faults, names: string[], faultOf: (name: string) => string | undefined): Faults {
  const left = (texts: Texts) => Object.fromEntries(Object.entries(texts).filter(([name]) => !names.includes(name)))
  const again = names.flatMap((name) => {
    const fault = (found[name] ?? told[name]) && faultOf(name)
    return fault ? [[name, fault]] : []
  })
  return { told: left(told), found: { ...left(found), ...Object.fromEntries(again) } }
}
