import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

import { Button } from './button'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

const FIELDS = 'form :is(input:not([type=hidden], [type=radio]), input[type=radio]:checked, textarea, select):enabled'

/** Whoever opens a form is to fill it in: its first field gets the focus, where there is one, and not the way out. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  for (const field of event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)) {
    // One that is not shown takes no focus; the next one may.
    field.focus()
    if (document.activeElement !== field) continue
    event.preventDefault()
    return
  }
}

interface DialogContentProps {
  title: string
  description?: ReactNode
  children: ReactNode
  className?: string
}

/**
 * A modal dialog; on a narrow screen it comes up from the bottom edge.
 * The shade is our own: Radix's writes an inline style sheet, which the content security policy forbids.
 */
export function DialogContent({ title, description, children, className }: DialogContentProps) {
  const { t } = useTranslation()
  return (
    <Radix.Portal>
      <div aria-hidden data-scroll-lock className="fixed inset-0 z-40 animate-fade bg-black/45" />
      <Radix.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        onOpenAutoFocus={focusFirstField}
        onEscapeKeyDown={(event) => {
          // A list that a field has open closes first.
          if (event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true') event.preventDefault()
        }}
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-sheet flex-col rounded-t-2xl border bg-surface shadow-float outline-none',
          'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:max-h-[85dvh] sm:w-full sm:max-w-lg sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-fade sm:rounded-xl',
          className,
        )}
      >
        <header className="flex items-start justify-between gap-4 border-b px-5 py-4">
          <div className="space-y-0.5">
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            {description ? <Radix.Description className="text-muted">{description}</Radix.Description> : null}
          </div>
          <Radix.Close asChild>
            <Button variant="ghost" size="icon" className="-mt-1.5 -mr-2" aria-label={t('common.close')}>
              <X />
            </Button>
          </Radix.Close>
        </header>
        {/* What scrolls must be reachable by keyboard, even when nothing in it can be pressed. */}
        <div tabIndex={0} className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto px-5 py-4">
          {children}
        </div>
      </Radix.Content>
    </Radix.Portal>
  )
}

/** What the dialog's form can be left by; it stays in sight while what is above it scrolls. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="sticky -bottom-4 -mx-5 -mb-4 flex flex-wrap justify-end gap-2 border-t bg-surface px-5 py-3 sm:rounded-b-xl">{children}</div>
}
