import { X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { cn } from '@/lib/cn'

interface Toast {
  id: number
  title: string
  description?: string
  tone?: 'neutral' | 'danger'
  action?: ReactNode
}

type Show = (toast: Omit<Toast, 'id'>) => void

const ToastContext = createContext<Show | null>(null)
const SHOWN_AT_ONCE = 3
const SHOWN_FOR_MS = 6000
let lastId = 0

/** Short notices at the edge of the page, read out by screen readers. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [toasts, setToasts] = useState<Toast[]>([])
  const show = useCallback<Show>((toast) => {
    lastId += 1
    const id = lastId
    setToasts((shown) => [...shown, { ...toast, id }].slice(-SHOWN_AT_ONCE))
  }, [])
  const close = useMemo(() => (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={SHOWN_FOR_MS} label={t('common.notice')}>
        {children}
        {toasts.map((toast) => (
          <Radix.Root
            key={toast.id}
            onOpenChange={(open) => {
              if (!open) close(toast.id)
            }}
            className={cn('flex animate-enter items-start gap-3 rounded-lg border bg-surface p-3.5 shadow-float', toast.tone === 'danger' && 'border-danger/40')}
          >
            <div className="min-w-0 flex-1 space-y-0.5">
              <Radix.Title className={cn('font-medium', toast.tone === 'danger' && 'text-danger-text')}>{toast.title}</Radix.Title>
              {toast.description ? <Radix.Description className="text-muted">{toast.description}</Radix.Description> : null}
              {toast.action ? <div className="pt-1">{toast.action}</div> : null}
            </div>
            <Radix.Close aria-label={t('common.close')} className="rounded p-1 text-muted hover:bg-sunken">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-0 bottom-16 z-60 flex w-full max-w-96 flex-col gap-2 p-3 outline-none sm:bottom-0" />
      </Radix.Provider>
    </ToastContext>
  )
}

/** Shows a short notice. */
export function useToast(): Show {
  const show = useContext(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider above it')
  return show
}
