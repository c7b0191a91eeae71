/** What is so, line by line. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: string | undefined])[] }) {
  return (
    <dl className="my-facts">
      {of.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
