/** The mark: a small fleet's sail. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M7 20h18l-3.2 5H10.2z" className="fill-accent-foreground" />
      <path d="M16 6v12H8.5zM17.6 9.5V18h5.9z" className="fill-accent-foreground" />
    </svg>
  )
}
