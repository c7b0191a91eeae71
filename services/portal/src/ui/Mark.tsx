/** The house and the net under its roof. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="8" />
      <path d="M7 15.5 16 8l9 7.5M10 23h12M16 15v8" />
      <circle cx="10" cy="23" r="2.2" />
      <circle cx="22" cy="23" r="2.2" />
      <circle cx="16" cy="15" r="2.2" />
    </svg>
  )
}
