import { cn } from '@/lib/cn'

/** A grey place-holder of the size that the content will have, so that nothing jumps when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-sunken', className)} />
}
