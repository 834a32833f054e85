import type { ReactNode } from 'react'

import { useTitle } from '@/lib/use-title'

interface PageProps {
  title: string
  description?: string
  actions?: ReactNode
  /** The way back, above the title. */
  above?: ReactNode
  /** What the title's subject is in, beside it. */
  beside?: ReactNode
  children: ReactNode
}

/** A page that scrolls as a whole: heading, then content. */
export function Page({ title, description, actions, above, beside, children }: PageProps) {
  useTitle(title)
  return (
    <div className="mx-auto w-full max-w-6xl space-y-5 px-4 py-5 sm:px-6 sm:py-8">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 space-y-1">
          {above}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
            {beside}
          </div>
          {description ? <p className="max-w-2xl text-muted">{description}</p> : null}
        </div>
        {actions}
      </header>
      {children}
    </div>
  )
}
