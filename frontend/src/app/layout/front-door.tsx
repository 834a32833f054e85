import type { ReactNode } from 'react'

import { Logo } from '@/components/shared/logo'
import { useTitle } from '@/lib/use-title'

interface FrontDoorProps {
  title: string
  text?: ReactNode
  children?: ReactNode
}

/** A page for people who are not in yet: the mark, what this is about, and one thing to do. */
export function FrontDoor({ title, text, children }: FrontDoorProps) {
  useTitle(title)
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm space-y-6">
        <header className="flex flex-col items-center gap-4 text-center">
          <Logo className="size-12" />
          <div className="space-y-1">
            <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {text ? <p className="text-muted">{text}</p> : null}
          </div>
        </header>
        {children}
      </div>
    </main>
  )
}
