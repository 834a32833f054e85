import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'

import { cn } from '@/lib/cn'

export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger
export const PopoverClose = Radix.Close

export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={12}
        className={cn(
          'z-50 max-h-(--radix-popover-content-available-height) animate-fade overflow-y-auto rounded-xl border bg-surface shadow-float outline-none',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  )
}
