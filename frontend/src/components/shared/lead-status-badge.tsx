import { useTranslation } from 'react-i18next'

import { Badge, type Tone } from '@/components/ui/badge'
import type { LeadStatus } from '@/lib/api/types'

const tones: Record<LeadStatus, Tone> = {
  capturing: 'neutral',
  qualified: 'accent',
  assigned: 'info',
  won: 'success',
  lost: 'danger',
}

/** How far a lead is, in one word. */
export function LeadStatusBadge({ status }: { status: LeadStatus }) {
  const { t } = useTranslation()
  return <Badge tone={tones[status]}>{t(`lead.status.${status}`)}</Badge>
}
