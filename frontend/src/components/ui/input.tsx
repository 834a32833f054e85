import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'

import { cn } from '@/lib/cn'

const field =
  'w-full rounded-md border border-border-strong/60 bg-surface text-foreground shadow-card placeholder:text-muted transition-colors hover:border-border-strong disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(field, 'h-9 px-3', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(field, 'min-h-24 px-3 py-2 leading-relaxed', className)} {...props} />
}

/** The browser's own select: it is what phones and screen readers know best. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block w-full', className)}>
      <select className={cn(field, 'h-9 appearance-none truncate pr-8 pl-3')} {...props} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-muted" />
    </span>
  )
}
