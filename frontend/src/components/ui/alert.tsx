import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import { cn } from '@/lib/cn'

const looks = {
  danger: { box: 'border-danger/30 bg-danger-soft', icon: CircleAlert, tint: 'text-danger-text' },
  warning: { box: 'border-warning/30 bg-warning-soft', icon: TriangleAlert, tint: 'text-warning-text' },
  info: { box: 'border-accent/25 bg-accent-soft', icon: Info, tint: 'text-accent-text' },
}

interface AlertProps {
  tone?: keyof typeof looks
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** A message in the flow of the page: what happened, and how to go on. */
export function Alert({ tone = 'danger', title, children, action, className }: AlertProps) {
  const { box, icon: Icon, tint } = looks[tone]
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={cn('flex gap-3 rounded-lg border px-3.5 py-3', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', tint)} />
      <div className="min-w-0 flex-1 space-y-1">
        <p className={cn('font-medium', tint)}>{title}</p>
        {children ? <div className="text-foreground">{children}</div> : null}
        {action ? <div className="pt-1.5">{action}</div> : null}
      </div>
    </div>
  )
}
