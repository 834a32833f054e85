import { Sparkles, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { Button } from '@/components/ui/button'
import type { Lead } from '@/lib/api/types'
import { leadName } from '@/lib/lead'
import { useMay } from '@/lib/powers'

import { DesktopQuestion } from './desktop-question'

interface FreshLeadProps {
  lead: Lead | null
  /** Whether a key takes it, too. */
  byKey: boolean
  onClaim: (lead: Lead) => void
  onOpen: (lead: Lead) => void
  onDismiss: () => void
}

/** Announces the lead that has just qualified, to be taken by one press; asks once whether to tell of the next on the desktop. */
export function FreshLead({ lead, byKey, onClaim, onOpen, onDismiss }: FreshLeadProps) {
  const { t } = useTranslation()
  const sells = useMay('messages.send')
  return (
    <div role="status" aria-live="polite">
      {lead ? (
        <div className="space-y-2 border-b bg-accent-soft px-3 py-2.5" data-testid="fresh-lead">
          <p className="flex items-center gap-2 text-[0.8125rem] font-medium text-accent-text">
            <Sparkles aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 flex-1 truncate">{t('alerts.fresh', { name: leadName(lead) ?? t('lead.unnamed') })}</span>
            <button type="button" aria-label={t('common.close')} className="grid size-6 place-items-center rounded hover:bg-surface/60" onClick={onDismiss}>
              <X aria-hidden className="size-4" />
            </button>
          </p>
          <div className="flex gap-2">
            {lead.assigned_to === null ? (
              <Button size="sm" onClick={() => onClaim(lead)}>
                {t('alerts.claim')}
                {byKey ? <kbd className="hidden rounded bg-black/15 px-1 font-mono text-xs sm:inline">A</kbd> : null}
              </Button>
            ) : null}
            <Button variant="outline" size="sm" onClick={() => onOpen(lead)}>
              {t('alerts.open')}
            </Button>
          </div>
          {sells ? <DesktopQuestion /> : null}
        </div>
      ) : null}
    </div>
  )
}
