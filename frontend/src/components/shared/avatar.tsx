import { UserRound } from 'lucide-react'

/** Initials in a circle. */
export function Avatar({ name }: { name: string | null }) {
  const initials = (name ?? '').match(/\p{L}+/gu)?.map((word) => word[0] ?? '') ?? []
  return (
    <span aria-hidden className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text uppercase">
      {initials.length > 0 ? [initials[0], initials.at(-1)].slice(0, Math.min(2, initials.length)).join('') : <UserRound className="size-4" />}
    </span>
  )
}
