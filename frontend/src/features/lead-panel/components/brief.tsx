import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { ErrorState } from '@/components/shared/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { briefQuery } from '@/lib/api/queries'
import type { LeadWithChat } from '@/lib/api/types'
import { cn } from '@/lib/cn'

/** Who the customer is and what they want, in few sentences: for whoever takes the chat over. Asked for when it is opened. */
export function Brief({ lead }: { lead: LeadWithChat }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState(false)
  const brief = useQuery({ ...briefQuery(lead.id, i18n.language.slice(0, 2)), enabled: open })
  return (
    <section aria-label={t('brief.title')}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-8 w-full items-center justify-between font-semibold">
        {t('brief.title')}
        <ChevronDown aria-hidden className={cn('size-4 text-muted transition-transform', open && 'rotate-180')} />
      </button>
      {open ? (
        <div className="pt-1.5">
          {brief.isPending ? <Skeleton className="h-24" /> : null}
          {brief.isError && !brief.data ? <ErrorState error={brief.error} title={t('brief.failed')} retry={() => void brief.refetch()} /> : null}
          {brief.data ? <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{brief.data.text}</p> : null}
        </div>
      ) : null}
    </section>
  )
}
